package dev.afina.project;

import dev.afina.core.Digest;
import dev.afina.model.Base;

/// The base that the data were prepared for, as it is noted in files: without a place, which is
/// another on each machine.
///
/// @param wanted the name in the settings; another one if the built-in base had to stand in
/// @param licence SPDX identifier, or empty
/// @param seedModel whether it is the built-in base
public record ChosenBase(
    String name, Digest digest, String licence, String wanted, boolean seedModel) {

  static ChosenBase of(Base base, String wanted, boolean seedModel) {
    return new ChosenBase(base.name(), base.digest(), base.licence(), wanted, seedModel);
  }
}
