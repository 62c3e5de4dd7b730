package dev.afina.project;

import dev.afina.model.Base;
import dev.afina.model.ModelEvent;
import java.util.function.Consumer;

/// Where base models come from: `models::resolve` of [dev.afina.model.Models].
@FunctionalInterface
public interface Bases {

  /// @throws dev.afina.core.Refused with a [dev.afina.model.ModelProblem]
  Base resolve(String nameOrPath, Consumer<ModelEvent> events);
}
