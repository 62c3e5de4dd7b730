package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.core.Digest;
import dev.afina.core.SafeFile;
import dev.afina.training.Batch;
import dev.afina.training.Blocks;
import dev.afina.training.Lora;
import dev.afina.training.Progress;
import dev.afina.training.Recipe;
import dev.afina.training.RunFolder;
import dev.afina.training.Teaching;
import dev.afina.training.Trainer;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trainings that are killed again and again, while the process starts, while it computes and while
/// it writes, until they end: with the bytes of one that nobody disturbed.
///
/// `-Dafina.kills=1000` kills more often, `-Dafina.points=1000` looks at more points;
/// `benchmarks/kill_points.sh` does that.
class KillPointsIT {
  private static final int KILLS = Integer.getInteger("afina.kills", 40);
  private static final int POINTS = Integer.getInteger("afina.points", 10);

  @TempDir Path folder;
  private final Random random = new Random(Long.getLong("afina.seed", 1));
  private SmallWorld world;

  private int corrupt;
  private int differing;

  @BeforeEach
  void plant() {
    world = SmallWorld.in(folder, 8); // few, so that a process that is started begins to learn soon
  }

  @Test
  void aTrainingThatIsKilledAnywhereEndsWithTheSameBytes() {
    List<Recipe> recipes =
        List.of(dropped(), Recipes.of(Recipe.Method.FULL, 40, Teaching.answers(256)));
    List<Digest> undisturbed = recipes.stream().map(this::undisturbed).toList();
    int kills = 0;
    int ended = 0;
    while (kills < KILLS) {
      int which = ended % recipes.size();
      RunFolder run = world.run(folder.resolve("killed"), recipes.get(which));
      while (!Files.exists(run.result())) {
        // The last training is allowed to end.
        boolean killed = killed(run, kills < KILLS);
        if (killed) kills++;
      }
      if (!Digest.of(run.result()).equals(undisturbed.get(which))) differing++;
      ended++;
      SafeFile.deleteTree(run.path());
      System.out.printf(
          "%d kills, %d trainings ended, %d corrupt, %d differing%n",
          kills, ended, corrupt, differing);
    }
    assertThat(corrupt).as("checkpoints that a kill left damaged").isZero();
    assertThat(differing).as("results that differ").isZero();
  }

  /// What `kill -9` leaves is what lies on the disk at that moment. So one training is stopped
  /// again and again, and each time a copy of its folder is gone on with, here, to the end.
  @Test
  void whateverAKillCanLeaveOnTheDiskLeadsToTheSameBytes() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "no /proc");
    torch.set_num_threads(1);
    Recipe recipe = Recipes.of(Recipe.Method.FULL, 10, Teaching.answers(256));
    Digest undisturbed = undisturbed(recipe);
    int points = 0;
    while (points < POINTS) {
      RunFolder run = world.run(folder.resolve("stopped"), recipe);
      Trainer trainer = SmallWorld.ENGINE.trainer();
      trainer.submit(run);
      ProcessHandle process = SmallWorld.process(run);
      SmallWorld.await(run, Progress.Training.class::isInstance);
      while (!trainer.check(run).isFinal() && points < POINTS) {
        if (random.nextInt(4) == 0) Thread.sleep(random.nextInt(20));
        else awaitWrites(run, process, 1 + random.nextInt(8));
        try (Stopped stopped = Stopped.now(process)) {
          RunFolder copy = new RunFolder(folder.resolve("copy"));
          stopped.copy(run.path(), copy.path());
          if (!Files.exists(copy.result()))
            new TrainingLoop(copy, Memory.ofThisMachine(), this::look, () -> false).train();
          if (!Digest.of(copy.result()).equals(undisturbed)) differing++;
          SafeFile.deleteTree(copy.path());
          points++;
          if (points % 100 == 0 || points == POINTS)
            System.out.printf("%d points, %d corrupt, %d differing%n", points, corrupt, differing);
        }
      }
      process.destroyForcibly();
      process.onExit().join();
      SafeFile.deleteTree(run.path());
    }
    assertThat(corrupt).as("checkpoints that were damaged").isZero();
    assertThat(differing).as("results that differ").isZero();
  }

  private void look(Progress event) {
    boolean damaged = event instanceof Progress.Resumed resumed && resumed.damaged() > 0;
    if (!damaged && !(event instanceof Progress.Failed)) return;
    corrupt++;
    System.out.println(event);
  }

  private static Recipe dropped() {
    Recipe usual =
        Recipes.of(
            Recipe.Method.LORA,
            new Lora(4, 8, true, 0.1, List.of(), Blocks.ALL),
            24,
            Teaching.answers(256));
    return new Recipe(
        usual.method(),
        usual.lora(),
        usual.optimizer(),
        new Batch(4, 3),
        usual.passes(),
        usual.teaching());
  }

  private Digest undisturbed(Recipe recipe) {
    RunFolder run = world.run(folder.resolve("undisturbed"), recipe);
    assertThat(SmallWorld.train(run)).isInstanceOf(Progress.Trained.class);
    Digest digest = Digest.of(run.result());
    SafeFile.deleteTree(run.path());
    return digest;
  }

  /// Goes on with the run, and kills it at a moment drawn by chance, if it does not end before.
  private boolean killed(RunFolder run, boolean mayKill) {
    Trainer trainer = SmallWorld.ENGINE.trainer();
    trainer.submit(run);
    ProcessHandle process = SmallWorld.process(run);
    if (mayKill) {
      awaitMoment(run, process);
      process.destroyForcibly();
    }
    process.onExit().join();
    boolean ended = Files.exists(run.result());
    run.events().forEach(this::look);
    // A trainer that nobody needs any more lets go of its process, which then pauses by itself.
    Reference.reachabilityFence(trainer);
    return mayKill && !ended;
  }

  /// One in five dies while it starts, two while they compute, two as they write.
  private void awaitMoment(RunFolder run, ProcessHandle process) {
    int kind = random.nextInt(5);
    try {
      if (kind == 0) {
        process
            .onExit()
            .completeOnTimeout(process, random.nextInt(1500), TimeUnit.MILLISECONDS)
            .join();
        return;
      }
      while (process.isAlive()
          && run.events().stream().noneMatch(Progress.Training.class::isInstance)) Thread.sleep(5);
      if (kind <= 2) Thread.sleep(0, random.nextInt(1_000_000));
      if (kind <= 2) Thread.sleep(random.nextInt(400));
      else awaitWrites(run, process, 1 + random.nextInt(30));
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Files that appear, grow or are renamed among the checkpoints.
  private static void awaitWrites(RunFolder run, ProcessHandle process, int writes)
      throws IOException, InterruptedException {
    Files.createDirectories(run.checkpoints());
    try (WatchService watcher = FileSystems.getDefault().newWatchService()) {
      for (Path watched : List.of(run.path(), run.checkpoints()))
        watched.register(
            watcher,
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_DELETE);
      int seen = 0;
      while (seen < writes && process.isAlive()) {
        WatchKey key = watcher.poll(50, TimeUnit.MILLISECONDS);
        if (key == null) continue;
        seen += key.pollEvents().size();
        key.reset();
      }
    } catch (NoSuchFileException ended) {
      // A training that has ended takes its checkpoints away.
    }
  }
}
