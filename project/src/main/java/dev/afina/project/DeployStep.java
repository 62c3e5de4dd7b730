package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.evaluation.Classifier;
import dev.afina.evaluation.Prediction;
import dev.afina.model.ChatModel;
import dev.afina.model.Sampling;
import dev.afina.model.ScoringModel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Step 6: opens the result, chooses below which probability it is unsure, and answers one real
/// case.
record DeployStep(
    ProjectFiles files,
    ProjectSettings project,
    Bases bases,
    Workshop workshop,
    InstantSource clock)
    implements Step {

  /// Tokens of an answer, here and in the test.
  static final int LONGEST_ANSWER = 96;

  @Override
  public StepName name() {
    return StepName.DEPLOY;
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(files.validation(), StepName.SPLIT), new Need(files.fineTuning(), StepName.TRAIN));
  }

  @Override
  public SortedMap<String, String> settings() {
    return project.of(List.of(SettingName.KIND, SettingName.NAME));
  }

  @Override
  public StepOutcome run(Outputs outputs, Consumer<StepEvent> events) {
    Result result = Result.current(files, project, bases, workshop, fetching(events));
    FineTuning training = result.training();
    List<Conversation> validation = Json.readLines(files.validation(), Conversation.class);
    Conversation first = validation.getFirst();
    try (ScoringModel model = result.tuned()) {
      return switch (project.kind()) {
        case INTENTS -> {
          List<String> labels = training.plan().labels();
          Classifier classifier = calibrated(model, labels, validation);
          Instant asked = clock.instant();
          double[] scores = model.score(List.of(first.question()), labels).getFirst();
          Prediction said = classifier.predict(scores);
          Duration took = Duration.between(asked, clock.instant());
          outputs.json(result.classifierFile(), classifier);
          outputs.json(
              files.deployment(),
              deployed(
                  result,
                  new Deployment.Threshold(
                      files.name(result.classifierFile()),
                      classifier.threshold(),
                      classifier.restsOn()),
                  new Deployment.Answered(
                      first.question(), first.answer(), said.label(), said.probability())));
          yield new StepOutcome.Answered(took.toMillis());
        }
        case CHAT -> {
          Instant asked = clock.instant();
          ChatModel.Reply reply =
              model.reply(first.question(), Sampling.greedy(LONGEST_ANSWER), _ -> true);
          Duration took = Duration.between(asked, clock.instant());
          outputs.json(
              files.deployment(),
              deployed(
                  result,
                  null,
                  new Deployment.Answered(first.question(), first.answer(), reply.text(), null)));
          yield new StepOutcome.Answered(took.toMillis());
        }
      };
    }
  }

  private static Classifier calibrated(
      ScoringModel model, List<String> labels, List<Conversation> validation) {
    List<List<Message>> questions = validation.stream().map(Conversation::question).toList();
    return Classifier.calibrate(
        labels,
        model.score(questions, labels),
        validation.stream().map(Conversation::answer).toList());
  }

  private Deployment deployed(
      Result result, Deployment.@Nullable Threshold threshold, Deployment.Answered example) {
    FineTuning training = result.training();
    return new Deployment(
        "ready",
        "local",
        training.planDigest(),
        training.model(),
        training.weights(),
        training.base(),
        result.system(),
        threshold,
        example,
        commands(example.question().getLast().content()));
  }

  /// To be run in the project's folder: its place is another on each machine.
  private List<String> commands(String question) {
    return switch (project.kind()) {
      case INTENTS ->
          List.of(
              "afina classify . " + quoted(question),
              "afina classify . --in mails.csv --out result.csv");
      case CHAT -> List.of("afina chat .", "afina chat . --beside base");
    };
  }

  /// For a shell; between single quotes nothing has a meaning but the quote itself.
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
