package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.model.Base;
import dev.afina.model.ScoringModel;
import dev.afina.training.Numerics;
import dev.afina.training.Plan;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plans of trainings: what the settings, the base and this machine decide, for whatever is learned.
///
/// @param seedBase whether the base is the built-in one, which has its own defaults
record Planning(ProjectSettings project, Workshop workshop, Base base, boolean seedBase) {

  /// @param labels the intents, sorted; empty for chat
  Plan of(Path training, Path validation, List<String> labels) {
    return new Plan(
        base.name(),
        base.digest(),
        Digest.of(training),
        Digest.of(validation),
        SystemPrompt.in(Json.readLines(training, Conversation.class)),
        labels,
        project.recipe(seedBase),
        project.seed(),
        numerics(),
        Plan.ENGINE);
  }

  Numerics numerics() {
    return project.numerics(workshop.numerics());
  }

  /// @param tuned a result, or `null` for the base alone
  ScoringModel open(@Nullable Path tuned) {
    return workshop.open(base.place(), tuned, numerics());
  }
}
