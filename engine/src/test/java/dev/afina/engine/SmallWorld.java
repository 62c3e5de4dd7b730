package dev.afina.engine;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.model.Base;
import dev.afina.model.Seed;
import dev.afina.training.Numerics;
import dev.afina.training.Plan;
import dev.afina.training.Progress;
import dev.afina.training.Recipe;
import dev.afina.training.RunFolder;
import dev.afina.training.Trainer;
import dev.afina.training.local.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A small model with random weights, a few conversations about colours, and the engine from
/// `dist/engine` as a process that learns them.
///
/// @param base a Hugging Face folder
/// @param rows what is learned, and validated on
record SmallWorld(Path base, Path rows) {
  static final Engine ENGINE =
      new Engine(
          Path.of(System.getProperty("afina.root"), "dist", "engine"),
          Path.of(System.getProperty("user.home"), ".cache", "afina-tests"));
  static final Numerics NUMERICS = new Numerics(Numerics.Dtype.F32, 2, "test");

  /// With 24 conversations: three steps an epoch.
  static SmallWorld in(Path folder) {
    return in(folder, 24);
  }

  static SmallWorld in(Path folder, int many) {
    List<Conversation> conversations = new ArrayList<>();
    for (int i = 0; i < many; i++)
      conversations.add(
          Conversation.of(
              Message.system("Responde con el color."),
              Message.user("objeto número " + i + (i % 2 == 0 ? " de hierba" : " de cielo")),
              Message.assistant(i % 2 == 0 ? "verde" : "azul")));
    Path rows = folder.resolve("rows.jsonl");
    Json.writeLines(rows, conversations);
    List<String> texts = new ArrayList<>();
    for (Conversation c : conversations) for (Message m : c.messages()) texts.add(m.content());
    return new SmallWorld(Seed.plant(folder.resolve("seed"), texts, 7), rows);
  }

  RunFolder run(Path folder, Recipe recipe) {
    return run(folder, recipe, NUMERICS);
  }

  RunFolder run(Path folder, Recipe recipe, Numerics numerics) {
    Plan plan =
        new Plan(
            "afina/semilla",
            Base.digestOf(base),
            Digest.of(rows),
            Digest.of(rows),
            "Responde con el color.",
            List.of("azul", "verde"),
            recipe,
            42,
            numerics,
            Plan.ENGINE);
    return RunFolder.create(folder, plan, base, rows, rows);
  }

  /// Trains to the end, whatever that is.
  static Progress train(RunFolder run) {
    Trainer trainer = ENGINE.trainer();
    trainer.submit(run);
    while (!trainer.check(run).isFinal()) pause();
    return trainer.check(run);
  }

  /// @throws AssertionError if the run tells nothing of the kind in two minutes
  static Progress await(RunFolder run, Predicate<Progress> wanted) {
    long end = System.nanoTime() + 120_000_000_000L;
    while (System.nanoTime() < end) {
      for (Progress event : run.events()) if (wanted.test(event)) return event;
      pause();
    }
    throw new AssertionError("nothing of the kind in two minutes: " + run.events());
  }

  /// The process that trains the run; a sandbox may be around it. It has its command a moment after
  /// it was started.
  ///
  /// @throws AssertionError if there is none within ten seconds
  static ProcessHandle process(RunFolder run) {
    for (int tries = 0; tries < 500; tries++) {
      Optional<ProcessHandle> found =
          ProcessHandle.current()
              .descendants()
              .filter(one -> one.info().commandLine().orElse("").contains(run.path().toString()))
              .filter(one -> one.info().command().orElse("").endsWith("java"))
              .findFirst();
      if (found.isPresent()) return found.get();
      pause();
    }
    throw new AssertionError("nobody trains " + run.path());
  }

  /// What was started for the run: the process itself, or the sandbox around it.
  static ProcessHandle started(RunFolder run) {
    ProcessHandle outer = process(run);
    while (!outer.parent().equals(Optional.of(ProcessHandle.current())))
      outer = outer.parent().orElseThrow();
    return outer;
  }

  /// Kills what was started for the run, and waits until nothing of it is left.
  static void kill(RunFolder run) {
    ProcessHandle process = process(run);
    started(run).destroyForcibly();
    process.onExit().join();
  }

  static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
