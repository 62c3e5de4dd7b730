package dev.afina.engine;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.model.Base;
import dev.afina.model.ModelFile;
import dev.afina.tokenizer.ChatTemplate;
import dev.afina.tokenizer.Example;
import dev.afina.tokenizer.Tokenizer;
import dev.afina.training.Plan;
import dev.afina.training.Progress;
import dev.afina.training.Recipe;
import dev.afina.training.RunFolder;
import dev.afina.training.TrainingProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGeneratorFactory;

/// A training from the plan to the result, top to bottom.
final class TrainingLoop {
  /// Epochs can be long: a checkpoint is written at the end of each, and after this time.
  private static final long BETWEEN_CHECKPOINTS = Duration.ofSeconds(60).toNanos();

  private final RunFolder run;
  private final Plan plan;
  private final Consumer<Progress> events;
  private final BooleanSupplier stop;

  /// @param events receives what happens, as it happens
  /// @param stop read between steps; once true, a checkpoint is written and the loop ends
  TrainingLoop(RunFolder run, Consumer<Progress> events, BooleanSupplier stop) {
    this.run = run;
    this.plan = run.plan();
    this.events = events;
    this.stop = stop;
  }

  /// @throws Refused with a [TrainingProblem] if it cannot be done
  void train() {
    events.accept(new Progress.Waiting());
    Recipe recipe = plan.recipe();
    Result.requireFolder(plan, run.base());
    Base base = Base.open(plan.base(), run.base(), plan.baseDigest());
    List<Example> train = examples(base, run.train(), recipe.maxTokens());
    List<Example> validation = examples(base, run.validation(), recipe.maxTokens());
    int steps = recipe.epochs() * batches(train.size(), recipe.batch());

    try (Weights weights = read(base);
        Learning learning = Learning.of(recipe, base.architecture(), weights, plan.seed());
        AdamW optimizer = AdamW.of(learning.parameters(), recipe);
        Step step = Step.tree(learning, plan.numerics().threads())) {
      Checkpoint checkpoint = new Checkpoint(run.checkpoints());
      Position position =
          checkpoint
              .restore(learning.parameters(), optimizer)
              .map(Position::new)
              .orElseGet(Position::new);
      Clock clock = new Clock(position.step(), steps, recipe.epochs());
      long saved = System.nanoTime();
      double weight = Step.weight(train);
      Schedule schedule = new Schedule(recipe, steps);

      while (position.epochsDone() < recipe.epochs()) {
        int epoch = position.epochsDone() + 1;
        List<List<Example>> batches = batches(shuffled(train, epoch), recipe.batch());
        while (position.step() < epoch * batches.size()) {
          if (stop.getAsBoolean()) {
            checkpoint.save(position, learning.parameters(), optimizer);
            events.accept(new Progress.Paused(position.step(), steps));
            return;
          }
          List<Example> batch = batches.get(position.step() % batches.size());
          double loss = step.run(batch);
          if (!Double.isFinite(loss))
            throw new Refused(new TrainingProblem.Diverged(position.step() + 1));
          AdamW.clip(step.gradient(), recipe.clip());
          optimizer.step(step.gradient(), schedule.rate(position.step()), position.step() + 1);
          position.stepDone(loss, Step.weight(batch));
          clock.count(batch);
          events.accept(clock.training(position.step(), epoch, loss));
          if (System.nanoTime() - saved > BETWEEN_CHECKPOINTS) {
            checkpoint.save(position, learning.parameters(), optimizer);
            saved = System.nanoTime();
          }
        }
        boolean best = position.epochDone(weight, step.loss(validation));
        if (best) learning.write(best(epoch));
        checkpoint.save(position, learning.parameters(), optimizer);
        saved = System.nanoTime();
        var done = position.lastEpoch();
        events.accept(
            new Progress.Validated(epoch, position.step(), done.loss(), done.validation(), best));
      }
      Result.write(run, base, best(position.bestEpoch()), position.history());
      SafeFile.deleteTree(run.checkpoints()); // hundreds of megabytes that nobody needs any more
      events.accept(clock.trained(position.history()));
    }
  }

  private List<Example> examples(Base base, Path file, int limit) {
    List<Example> examples = new ArrayList<>();
    List<TrainingProblem> problems = new ArrayList<>();
    ChatTemplate template = base.template();
    try (Tokenizer tokenizer = base.tokenizer()) {
      for (Conversation conversation : Json.readLines(file, Conversation.class)) {
        Example example = Example.of(conversation, tokenizer, template);
        examples.add(example);
        if (example.ids().length > limit)
          problems.add(
              new TrainingProblem.TooLong(
                  file.getFileName().toString(), examples.size(), example.ids().length, limit));
      }
    }
    if (Step.weight(examples) == 0)
      problems.add(new TrainingProblem.NothingToLearn(file.getFileName().toString()));
    if (!problems.isEmpty()) throw new Refused(problems);
    return examples;
  }

  private Weights read(Base base) {
    try (ModelFile file = base.weights()) {
      return Weights.read(file, plan.numerics().dtype());
    }
  }

  /// The order of an epoch follows from the seed and its number alone.
  private List<Example> shuffled(List<Example> examples, int epoch) {
    List<Example> order = new ArrayList<>(examples);
    Collections.shuffle(
        order,
        Random.from(
            RandomGeneratorFactory.of("L64X128MixRandom").create(plan.seed() * 1_000_003 + epoch)));
    return order;
  }

  private static List<List<Example>> batches(List<Example> examples, int size) {
    List<List<Example>> batches = new ArrayList<>();
    for (int at = 0; at < examples.size(); at += size)
      batches.add(examples.subList(at, Math.min(examples.size(), at + size)));
    return batches;
  }

  private static int batches(int examples, int size) {
    return (examples + size - 1) / size;
  }

  private Path best(int epoch) {
    return run.checkpoints().resolve("best-" + epoch + ".safetensors");
  }
}
