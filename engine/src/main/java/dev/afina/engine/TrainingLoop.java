package dev.afina.engine;

import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.model.Base;
import dev.afina.model.ModelFile;
import dev.afina.training.Numerics.Dtype;
import dev.afina.training.Plan;
import dev.afina.training.Progress;
import dev.afina.training.Recipe;
import dev.afina.training.RunFolder;
import dev.afina.training.TrainingProblem;
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

  private final Library library;
  private final RunFolder run;
  private final Plan plan;
  private final Consumer<Progress> events;
  private final BooleanSupplier stop;
  private final Memory memory;

  /// @param events receives what happens, as it happens
  /// @param stop read between steps; once true, a checkpoint is written and the loop ends
  TrainingLoop(RunFolder run, Memory memory, Consumer<Progress> events, BooleanSupplier stop) {
    this.library = Library.begun(); // it takes longest, so it comes first
    this.run = run;
    this.plan = run.plan();
    this.memory = memory;
    this.events = events;
    this.stop = stop;
  }

  /// @throws Refused with a [TrainingProblem] if it cannot be done
  void train() {
    events.accept(new Progress.Waiting());
    Recipe recipe = plan.recipe();
    Result.requireFolder(plan, run.base());
    Base base = Base.open(plan.base(), run.base(), plan.baseDigest());
    Material read = Material.read(run, base);
    long kept = Below.bytes(plan, base.architecture(), read.everyEpoch());
    memory
        .available()
        .ifPresent(
            bytes -> new Room(plan, base.architecture(), read.train(), kept, bytes).require());
    library.await();
    int perEpoch = Math.ceilDiv(read.train().size(), recipe.batch().size());
    int steps = recipe.passes().steps(perEpoch);
    int epochs = recipe.passes().epochs(perEpoch);

    try (Weights weights = read(base);
        Learning learning = learning(base, weights);
        AdamW optimizer = AdamW.of(learning.parameters(), recipe);
        Step step = Step.of(recipe, learning, plan.numerics().threads());
        // Nothing is dropped where it is judged, so that it can always be a tree.
        Step judge = recipe.drops() ? tree(learning) : step) {
      if (kept > 0) step.know(Task.examples(read.train()));
      // A fresh adapter changes nothing: what the base thinks is asked before anything is restored.
      Material material = read.measured(judge);
      Checkpoint checkpoint = new Checkpoint(run.checkpoints());
      Checkpoint.Restored restored = checkpoint.restore(learning.parameters(), optimizer);
      Position position = restored.position();
      if (position.step() > 0 || restored.damaged() > 0)
        events.accept(new Progress.Resumed(position.step(), restored.damaged()));
      Clock clock = new Clock(position.step(), steps, epochs);
      long saved = System.nanoTime();
      Schedule schedule = new Schedule(recipe.optimizer().rate(), steps);

      while (position.epochsDone() < epochs && !position.isStuck(recipe.passes().patience())) {
        int epoch = position.epochsDone() + 1;
        List<List<Task>> batches =
            batches(shuffled(material.train(), epoch), recipe.batch().size());
        while (position.step() < Math.min(steps, epoch * perEpoch)) {
          if (stop.getAsBoolean()) {
            checkpoint.save(position, learning.parameters(), optimizer);
            events.accept(new Progress.Paused(position.step(), steps));
            return;
          }
          List<Task> batch = batches.get(position.step() % perEpoch);
          double loss = material.learn(step, position.step(), batch);
          double length = AdamW.clip(step.gradient(), recipe.optimizer().clip());
          requireNumbers(position.step() + 1, loss, length);
          optimizer.step(step.gradient(), schedule.at(position.step()), position.step() + 1);
          position.stepDone(loss, Task.weight(batch));
          clock.count(batch);
          events.accept(clock.training(position.step(), epoch, loss));
          if (System.nanoTime() - saved > BETWEEN_CHECKPOINTS) {
            checkpoint.save(position, learning.parameters(), optimizer);
            saved = System.nanoTime();
          }
        }
        Judged judged = material.judged(judge);
        requireNumbers(position.step(), judged.loss());
        boolean best = position.epochDone(judged);
        if (best) position.isBest(checkpoint.keep(epoch, learning));
        checkpoint.save(position, learning.parameters(), optimizer);
        saved = System.nanoTime();
        position.lastEpoch().told(best).forEach(events);
      }
      Result.write(run, base, checkpoint.best(position.bestEpoch()), position.history());
      SafeFile.deleteTree(run.checkpoints()); // hundreds of megabytes that nobody needs any more
      events.accept(clock.trained(position.history()));
    }
  }

  /// A loss or a gradient that is no number would spoil the weights, and then a checkpoint.
  private static void requireNumbers(int step, double... values) {
    for (double value : values)
      if (!Double.isFinite(value)) throw new Refused(new TrainingProblem.Diverged(step));
  }

  private Learning learning(Base base, Weights weights) {
    return Learning.of(
        plan.recipe(), base.architecture(), weights, plan.numerics().dtype(), plan.seed());
  }

  private Step tree(Learning learning) {
    return new TreeStep(learning, plan.numerics().threads(), plan.recipe().batch().together());
  }

  private Weights read(Base base) {
    try (ModelFile file = base.weights()) {
      // What learns is 32-bit: a full training begins with weights that were not rounded.
      boolean adapts = plan.recipe().method().adapts();
      return Weights.read(file, adapts ? plan.numerics().dtype() : Dtype.F32);
    }
  }

  /// The order of an epoch follows from the seed and its number alone.
  private List<Task> shuffled(List<Task> tasks, int epoch) {
    List<Task> order = new ArrayList<>(tasks);
    Collections.shuffle(
        order,
        Random.from(
            RandomGeneratorFactory.of("L64X128MixRandom").create(plan.seed() * 1_000_003 + epoch)));
    return order;
  }

  private static List<List<Task>> batches(List<Task> tasks, int size) {
    List<List<Task>> batches = new ArrayList<>();
    for (int at = 0; at < tasks.size(); at += size)
      batches.add(tasks.subList(at, Math.min(tasks.size(), at + size)));
    return batches;
  }
}
