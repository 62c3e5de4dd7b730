package dev.afina.project;

import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.evaluation.ChatAnalysis;
import dev.afina.evaluation.ChatResults;
import dev.afina.evaluation.Gate;
import dev.afina.evaluation.IntentAnalysis;
import dev.afina.evaluation.IntentResults;
import dev.afina.evaluation.Results;
import dev.afina.evaluation.Verdict;
import dev.afina.evaluation.comparing.Duel;
import java.nio.file.Files;
import java.util.Optional;

/// The last test as it is stored: what it found, and of what.
record StoredTest(ProjectFiles files, Kind kind) {

  /// What it came to; nothing before the first one was analyzed.
  Optional<Results> results() {
    if (!Files.exists(files.analysis()) || !Files.exists(files.testResults()))
      return Optional.empty();
    return Optional.of(
        switch (kind) {
          case INTENTS ->
              new Results.Intents(intents(), Json.read(files.analysis(), IntentAnalysis.class));
          case CHAT -> new Results.Chat(chat(), Json.read(files.analysis(), ChatAnalysis.class));
        });
  }

  IntentResults intents() {
    return Json.read(files.testResults(), IntentResults.class);
  }

  ChatResults chat() {
    return Json.read(files.testResults(), ChatResults.class);
  }

  /// Whether it is there and was made of what was trained last.
  boolean isOfCurrent() {
    if (!Files.exists(files.testResults()) || !Files.exists(files.fineTuning())) return false;
    Digest trained = Digest.of(files.fineTuning());
    return Stamp.read(files.stamp(StepName.TEST))
        .map(stamp -> stamp.inputs().get(files.name(files.fineTuning())))
        .filter(trained::equals)
        .isPresent();
  }

  /// @throws Refused with [ProjectProblem.NotTested] if it is of another result, or not there
  void requireCurrent() {
    if (!isOfCurrent()) throw new Refused(new ProjectProblem.NotTested(files.folder()));
  }

  /// Whether the current result may take the place of what answers today, by the test and by the
  /// comparison, if there is one of this result.
  Gate gate() {
    requireCurrent();
    Gate tested =
        switch (kind) {
          case INTENTS -> Gate.of(intents());
          case CHAT -> Gate.of(chat());
        };
    if (!Files.exists(files.scorecard())) return tested;
    FineTuning training = Json.read(files.fineTuning(), FineTuning.class);
    Evaluated evaluated = Json.read(files.scorecard(), Evaluated.class);
    if (!evaluated.model().equals(training.planDigest())) return tested;
    return tested.and(
        evaluated.scorecard().duels().stream()
            .map(Duel::verdict)
            .filter(verdict -> evaluated.heldOut() == 0 || verdict instanceof Verdict.Worse)
            .toList());
  }
}
