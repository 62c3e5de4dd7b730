package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.SafeFile;
import dev.afina.dataset.Labelled;
import dev.afina.dataset.Normal;
import dev.afina.dataset.Split;
import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.Classifier;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.Expected;
import dev.afina.evaluation.LinearModel;
import dev.afina.evaluation.comparing.Item;
import dev.afina.evaluation.comparing.ItemStore;
import dev.afina.evaluation.few.Fold;
import dev.afina.model.ScoringModel;
import dev.afina.training.Plan;
import dev.afina.training.Progress;
import dev.afina.training.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Trains and asks again and again, each time the way a run does it: what may be learned is divided
/// into what is learned and what chooses the epoch. What counts is the likeliest intent: a
/// threshold chosen by a handful of sentences would be noise. An answer is kept when it is graded,
/// and a training whose answers are kept is not done again.
///
/// @param all conversations of a question and its intent, with their system prompt
/// @param groups the group of each
/// @param folder of the answers
record Trials(
    ProjectFiles files,
    ProjectSettings project,
    List<Conversation> all,
    int[] groups,
    Path folder,
    Consumer<TrialNews> news) {

  /// The logarithms of the intents' likelihoods, for each question.
  private interface Scorer extends AutoCloseable {
    List<double[]> scores(List<Conversation> asked);

    @Override
    default void close() {}
  }

  /// What the linear model answers.
  List<Fold> linear(List<Trial> trials) {
    return answers(
        Contestant.LINEAR,
        trials,
        (parts, _) -> {
          Digest decides = Digest.of("linear" + Json.line(parts.training()) + project.seed());
          return new Entrant(decides, () -> linear(parts));
        });
  }

  /// What the untrained base answers: its scores of a question are the same in all trials, so it is
  /// asked once.
  List<Fold> untrained(List<Trial> trials, Planning planning) {
    Map<Conversation, double[]> scores = new HashMap<>();
    return answers(
        Contestant.UNTRAINED,
        trials,
        (_, _) ->
            new Entrant(
                Digest.of(planning.base().digest() + Json.line(planning.numerics())),
                () -> {
                  if (scores.isEmpty()) ask(planning, scores);
                  return asked -> asked.stream().map(scores::get).toList();
                }));
  }

  /// What the model answers that each trial trains.
  List<Fold> tuned(List<Trial> trials, Planning planning) {
    return answers(
        Contestant.MODEL,
        trials,
        (parts, progress) -> {
          Path training = files.trials().resolve("train.jsonl");
          Path validation = files.trials().resolve("validation.jsonl");
          Json.writeLines(training, parts.training());
          Json.writeLines(validation, parts.validation());
          Plan plan = planning.of(training, validation, labels());
          return new Entrant(
              plan.digest(),
              () -> {
                RunFolder run =
                    RunFolder.create(
                        files.trials().resolve(plan.digest().brief()),
                        plan,
                        planning.base().place(),
                        training,
                        validation);
                if (!Files.exists(run.result()))
                  planning.workshop().trainer().train(run, progress::accept);
                return new Trained(planning.open(run.result()), labels(), run);
              });
        });
  }

  private record Parts(List<Conversation> training, List<Conversation> validation) {}

  /// @param decides digest of all that decides its answers
  private record Entrant(Digest decides, Supplier<Scorer> open) {}

  private interface Entry {
    Entrant of(Parts parts, Consumer<Progress> progress);
  }

  /// A result, and the run that is not needed any more once it has answered.
  private record Trained(ScoringModel model, List<String> labels, RunFolder run) implements Scorer {
    @Override
    public List<double[]> scores(List<Conversation> asked) {
      return model.score(asked.stream().map(Conversation::question).toList(), labels);
    }

    @Override
    public void close() {
      model.close();
      SafeFile.deleteTree(run.path());
    }
  }

  private List<Fold> answers(Contestant who, List<Trial> trials, Entry entry) {
    List<Fold> folds = new ArrayList<>();
    for (Trial trial : trials) {
      TrialNews begun = new TrialNews(folds.size() + 1, trials.size(), who, Optional.empty());
      Parts parts = parts(trial);
      Entrant entrant = entry.of(parts, progress -> news.accept(begun.with(progress)));
      String name = trial.name() + "-" + who.name().toLowerCase(Locale.ROOT) + ".jsonl";
      Digest asked = Digest.of(Json.line(at(trial.judged())) + Arrays.toString(trial.judged()));
      ItemStore store =
          ItemStore.open(folder.resolve(name), new ItemStore.Frozen(asked, entrant.decides()));
      if (store.done() < trial.judged().length) {
        news.accept(begun);
        try (Scorer scorer = entrant.open().get()) {
          List<Item> items = graded(trial, scorer);
          store.append(items.subList(store.done(), items.size()));
        }
      }
      List<Item> items = new ArrayList<>();
      try (ItemStore.Reader reader = store.read()) {
        while (reader.next(items::add)) {}
      }
      folds.add(new Fold(who, trial.repeat(), trial.fold(), trial.learned().length, items));
    }
    return folds;
  }

  private List<Item> graded(Trial trial, Scorer scorer) {
    Classifier classifier = new Classifier(labels(), 0, 0);
    List<double[]> scores = scorer.scores(at(trial.judged()));
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      int place = trial.judged()[i];
      items.add(
          Graded.sentence(
              new Graded.Asked(
                  place + 1,
                  "#" + (groups[place] + 1),
                  CaseKind.NEW,
                  List.of(),
                  text(all.get(place))),
              Expected.of(all.get(place).answer()),
              classifier.predict(scores.get(i)),
              Map.of()));
    }
    return items;
  }

  /// As a run divides it.
  private Parts parts(Trial trial) {
    Split.Parts<Conversation> parts =
        project
            .split()
            .divide(
                at(trial.learned()),
                Conversation::answer,
                conversation -> Normal.of(Sources.asked(conversation)));
    return new Parts(parts.training(), parts.validation());
  }

  private List<Conversation> at(int[] places) {
    return Arrays.stream(places).mapToObj(all::get).toList();
  }

  private Scorer linear(Parts parts) {
    List<Labelled> sentences =
        parts.training().stream().map(one -> new Labelled(text(one), one.answer())).toList();
    LinearModel model = LinearModel.train(sentences, labels(), project.seed());
    return asked -> asked.stream().map(one -> model.logLikelihoods(text(one))).toList();
  }

  private void ask(Planning planning, Map<Conversation, double[]> scores) {
    try (ScoringModel model = planning.open(null)) {
      List<double[]> said =
          model.score(all.stream().map(Conversation::question).toList(), labels());
      for (int i = 0; i < said.size(); i++) scores.put(all.get(i), said.get(i));
    }
  }

  private List<String> labels() {
    return all.stream().map(Conversation::answer).distinct().sorted().toList();
  }

  private static String text(Conversation conversation) {
    return conversation.question().getLast().content();
  }
}
