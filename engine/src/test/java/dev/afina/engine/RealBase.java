package dev.afina.engine;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.afina.core.Refused;
import dev.afina.model.Base;
import dev.afina.model.Models;
import dev.afina.model.Surroundings;

/// The real base model, fetched once into the user's cache. Where no place answers, the tests that
/// need it are skipped and say so.
final class RealBase {
  private RealBase() {}

  static Base smolLm2() {
    try {
      Models models = new Models(Surroundings.of(System.getenv()));
      return models.resolve(Models.DEFAULT, _ -> {});
    } catch (Refused e) {
      return abort("no place has the real base: " + e.getMessage());
    }
  }
}
