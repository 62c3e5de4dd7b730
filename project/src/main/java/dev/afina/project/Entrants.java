package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Role;
import dev.afina.dataset.Labelled;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.LinearModel;
import dev.afina.model.ScoringModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Everybody whom the current result could be replaced by: its base with and without instructions
/// and with a few examples, a linear model, the earlier rounds.
record Entrants(ProjectFiles files, ProjectSettings project, Workshop workshop, Result result) {

  private static final int SHOTS_PER_LABEL = 1;
  private static final int SHOTS = 3;

  /// Who answers, and what decides its answers.
  ///
  /// @param name which one, where there are several of a kind
  /// @param prompt what is said before each question
  record Entrant(
      Contestant who, String name, Digest digest, List<Message> prompt, Supplier<Answerer> open) {

    Path file(ProjectFiles files) {
      return files.answers(who, name);
    }
  }

  /// The tuned model first, then its base.
  List<Entrant> all() {
    FineTuning training = result.training();
    List<Message> system = system(result.system());
    List<Entrant> all = new ArrayList<>();
    all.add(asked(Contestant.MODEL, "", training.planDigest().toString(), system, result::tuned));
    String base = Json.line(training.base());
    all.add(asked(Contestant.UNTRAINED, "", base, system, result::untrained));
    all.add(asked(Contestant.BARE, "", base, List.of(), result::untrained));
    all.add(asked(Contestant.FEW_SHOT, "", base, shots(system), result::untrained));
    if (project.kind() == Kind.INTENTS) all.add(linear());
    for (Path model : earlier())
      KeptModel.read(model)
          .filter(one -> one.plan().labels().equals(training.plan().labels()))
          .filter(one -> Json.line(one.base()).equals(base))
          .ifPresent(one ->
              all.add(
                  asked(
                      Contestant.EARLIER,
                      one.planDigest().brief(),
                      one.planDigest().toString(),
                      system(one.plan().system()),
                      () -> workshop.open(result.base().place(), model, one.plan().numerics()))));
    return all;
  }

  private Entrant asked(
      Contestant who,
      String name,
      String weights,
      List<Message> prompt,
      Supplier<? extends ScoringModel> open) {
    return new Entrant(
        who,
        name,
        Digest.of(weights + Json.line(prompt) + Digest.of(files.validation())),
        prompt,
        () -> new Answerer.Language(open.get(), labels()));
  }

  private Entrant linear() {
    Digest digest =
        Digest.of("linear" + Digest.of(files.training()) + Digest.of(files.validation()));
    return new Entrant(
        Contestant.LINEAR, "", digest, List.of(), () -> new Answerer.Linear(trained()));
  }

  private LinearModel trained() {
    List<Labelled> sentences =
        Json.readLines(files.training(), Conversation.class).stream()
            .map(one -> new Labelled(one.question().getLast().content(), one.answer()))
            .toList();
    return LinearModel.train(sentences, labels(), project.seed());
  }

  /// All other results in `models/`, in the order of their names.
  private List<Path> earlier() {
    return files.models().stream()
        .filter(model -> !model.equals(files.named(result.training().model())))
        .toList();
  }

  /// The system prompt, and a few of the training part as if they had been asked and answered: one
  /// of each intent, or three conversations.
  private List<Message> shots(List<Message> system) {
    Map<String, Integer> taken = new LinkedHashMap<>();
    List<Message> prompt = new ArrayList<>(system);
    int shots = 0;
    for (Conversation one : Json.readLines(files.training(), Conversation.class)) {
      boolean wanted =
          switch (project.kind()) {
            case INTENTS -> taken.merge(one.answer(), 1, Integer::sum) <= SHOTS_PER_LABEL;
            case CHAT -> shots < SHOTS;
          };
      if (!wanted) continue;
      shots++;
      prompt.addAll(unprompted(one.question()));
      prompt.add(Message.assistant(one.answer()));
    }
    return prompt;
  }

  private List<String> labels() {
    return result.training().plan().labels();
  }

  private static List<Message> system(String text) {
    return text.isBlank() ? List.of() : List.of(Message.system(text));
  }

  /// Without a system prompt of its own.
  static List<Message> unprompted(List<Message> question) {
    return question.stream().filter(m -> m.role() != Role.SYSTEM).toList();
  }
}
