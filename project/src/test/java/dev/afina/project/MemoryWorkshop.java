package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.dataset.Normal;
import dev.afina.model.Sampling;
import dev.afina.model.ScoringModel;
import dev.afina.model.TunedModel;
import dev.afina.training.History;
import dev.afina.training.Numerics;
import dev.afina.training.Plan;
import dev.afina.training.Progress;
import dev.afina.training.RunFolder;
import dev.afina.training.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Trains and answers in memory: learns which words go with which answer (naive Bayes), so that the
/// same conversations always give the same model and more of them a better one.
final class MemoryWorkshop implements Workshop {
  /// How many trainings were begun.
  int trainings;

  /// The epoch after which the next training stops, as if somebody had asked for it; 0 never.
  int stopAfter;

  /// How often a model was opened.
  int opened;

  /// What this machine computes with.
  String processor = "MEMORY";

  @Override
  public Numerics numerics() {
    return new Numerics(Numerics.Dtype.F32, 2, processor);
  }

  @Override
  public ScoringModel open(Path base, @Nullable Path tuned, Numerics numerics) {
    opened++;
    return new Model(tuned == null ? List.of() : learned(tuned));
  }

  @Override
  public void close() {}

  private static List<Conversation> learned(Path tuned) {
    return Json.readLines(tuned.resolve("adapter_model.safetensors"), Conversation.class);
  }

  @Override
  public Trainer trainer() {
    return new Trainer() {
      @Override
      public void submit(RunFolder run) {
        List<Progress> before = run.events();
        if (before.stream().anyMatch(Progress.Trained.class::isInstance)) return;
        trainings++;
        Plan plan = run.plan();
        int done = (int) before.stream().filter(Progress.Validated.class::isInstance).count();
        int epochs = plan.recipe().passes().epochs();
        for (int epoch = done + 1; epoch <= epochs; epoch++) {
          tell(run, new Progress.Training(epoch, epochs, epoch, epochs, 1.0 / epoch, 100, 50, 1));
          tell(run, new Progress.Validated(epoch, epoch, 1.0 / epoch, 2.0 / epoch, -1, true));
          if (epoch != stopAfter || epoch == epochs) continue;
          stopAfter = 0;
          SafeFile.write(run.checkpoints().resolve("state"), "epoch " + epoch);
          tell(run, new Progress.Paused(epoch, epochs));
          return;
        }
        Path weights = run.result().resolve("adapter_model.safetensors");
        Json.writeLines(weights, Json.readLines(run.train(), Conversation.class));
        new TunedModel(
                plan.digest(),
                plan.base(),
                plan.baseDigest(),
                TunedModel.Form.ADAPTER,
                Digest.of(weights),
                plan.system(),
                plan.labels())
            .writeTo(run.result());
        List<Double> losses = IntStream.rangeClosed(1, epochs).mapToObj(i -> 1.0 / i).toList();
        List<History.Epoch> told =
            IntStream.rangeClosed(1, epochs)
                .mapToObj(i -> new History.Epoch(i, i, 1.0 / i, 2.0 / i, null, null))
                .toList();
        Json.write(run.result().resolve("history.json"), new History(losses, told, epochs));
        tell(run, new Progress.Trained(epochs, epochs, 2.0 / epochs, 1000, 1.5, 1 << 20));
      }

      @Override
      public List<Progress> events(RunFolder run, int after) {
        List<Progress> events = run.events();
        return events.subList(after, events.size());
      }

      @Override
      public Progress check(RunFolder run) {
        List<Progress> events = run.events();
        return events.isEmpty() ? new Progress.Waiting() : events.getLast();
      }

      @Override
      public void pause(RunFolder run) {}
    };
  }

  private static void tell(RunFolder run, Progress event) {
    try {
      if (!Files.exists(run.eventsFile())) SafeFile.write(run.eventsFile(), "");
      String line = Json.line(event) + "\n";
      Files.writeString(run.eventsFile(), line, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Model(List<Conversation> learned) implements ScoringModel {
    @Override
    public List<double[]> score(List<List<Message>> questions, List<String> answers) {
      Map<String, Map<String, Integer>> words = new TreeMap<>();
      for (Conversation one : learned)
        for (String word : words(one.question()))
          words.computeIfAbsent(one.answer(), _ -> new HashMap<>()).merge(word, 1, Integer::sum);
      List<double[]> scores = new ArrayList<>();
      for (List<Message> question : questions)
        scores.add(
            answers.stream()
                .mapToDouble(answer -> logs(question, words.getOrDefault(answer, Map.of())))
                .toArray());
      return scores;
    }

    private static double logs(List<Message> question, Map<String, Integer> counts) {
      int total = counts.values().stream().mapToInt(Integer::intValue).sum();
      return words(question).stream()
          .mapToDouble(word -> Math.log((counts.getOrDefault(word, 0) + 0.5) / (total + 100)))
          .sum();
    }

    @Override
    public List<Likelihood> likelihoods(List<Conversation> conversations) {
      return conversations.stream()
          .map(one -> {
            int tokens = one.answer().split(" ").length;
            Set<String> known = new HashSet<>();
            for (Conversation other : learned)
              known.addAll(words(List.of(Message.user(other.answer()))));
            long said =
                words(List.of(Message.user(one.answer()))).stream().filter(known::contains).count();
            return new Likelihood(-3.0 * tokens + said, tokens);
          })
          .toList();
    }

    @Override
    public Reply reply(List<Message> messages, Sampling sampling, Predicate<String> piece) {
      Set<String> asked = words(messages);
      String best = "…";
      int most = 0;
      for (Conversation one : learned) {
        Set<String> common = words(one.question());
        common.retainAll(asked);
        if (common.size() > most) {
          most = common.size();
          best = one.answer();
        }
      }
      boolean whole = piece.test(best);
      return new Reply(best, 10, best.length() / 4 + 1, whole);
    }

    private static Set<String> words(List<Message> question) {
      return new HashSet<>(Arrays.asList(Normal.of(question.getLast().content()).split(" ")));
    }

    @Override
    public void close() {}
  }

  /// Bases of a machine without any.
  static Bases unreachable() {
    return (name, _) -> {
      throw new Refused(new dev.afina.model.ModelProblem.NoPlaceAnswered(name, List.of()));
    };
  }
}
