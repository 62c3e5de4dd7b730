package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.training.Progress;
import dev.afina.training.Recipe;
import dev.afina.training.RunFolder;
import dev.afina.training.Teaching;
import dev.afina.training.Trainer;
import dev.afina.training.TrainingProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What can go wrong around a training: it is said, and nothing good is lost.
class FaultsIT {
  @TempDir static Path shared;
  @TempDir Path folder;
  static SmallWorld world;
  static Digest undisturbed;

  @BeforeAll
  static void learnUndisturbed() {
    world = SmallWorld.in(shared);
    RunFolder run = run(shared.resolve("undisturbed"));
    assertThat(SmallWorld.train(run)).isInstanceOf(Progress.Trained.class);
    undisturbed = Digest.of(run.result());
  }

  /// No file may be larger than the limit, which the system enforces as it enforces the end of a
  /// disk: in the middle of a write, with an error.
  @Test
  void aDiskThatFillsUpIsSaidAndLosesNothing() throws IOException, InterruptedException {
    RunFolder run = run(folder.resolve("full"));
    stopAfter(run, 3);

    Progress said = trainedUnder("ulimit -f 200", run); // 100 or 200 KB, less than a checkpoint

    assertThat(said)
        .isInstanceOfSatisfying(
            Progress.Failed.class,
            failed ->
                assertThat(failed.problem())
                    .isInstanceOfSatisfying(
                        TrainingProblem.OfFile.class,
                        file ->
                            assertThat(file.cause())
                                .isInstanceOfAny(
                                    FileProblem.DiskFull.class, FileProblem.NotWritable.class)));
    assertEndsUndisturbed(run);
  }

  /// The system's own answers: where the weights of a later epoch are to be written stands a device
  /// that is always full, or one that takes everything and cannot be synchronised.
  @ParameterizedTest
  @CsvSource({"/dev/full, DiskFull", "/dev/null, NotWritable"})
  void whatTheDiskRefusesIsSaidAndLosesNothing(Path device, String problem) throws IOException {
    assumeTrue(Files.exists(device), "no " + device);
    RunFolder run = run(folder.resolve("refused"));
    stopAfter(run, 3);
    List<Path> links =
        IntStream.rangeClosed(4, 12)
            .mapToObj(epoch -> run.checkpoints().resolve(".best-" + epoch + ".safetensors.part"))
            .toList();
    for (Path link : links) Files.createSymbolicLink(link, device);

    assertThat(SmallWorld.train(run))
        .isInstanceOfSatisfying(
            Progress.Failed.class,
            failed ->
                assertThat(failed.problem())
                    .isInstanceOfSatisfying(
                        TrainingProblem.OfFile.class,
                        file ->
                            assertThat(file.cause().getClass().getSimpleName())
                                .isEqualTo(problem)));
    for (Path link : links) Files.deleteIfExists(link);
    assertEndsUndisturbed(run);
  }

  /// Not even an event can be written: then the last word comes through the output.
  @Test
  void aDiskThatTakesNotEvenAnEventIsSaid() throws IOException, InterruptedException {
    RunFolder run = run(folder.resolve("fuller"));
    stopAfter(run, 3);

    assertThat(trainedUnder("ulimit -f 0", run)).isInstanceOf(Progress.Failed.class);

    assertEndsUndisturbed(run);
  }

  @Test
  void whatTheMachineLostAfterwardsIsFoundAndTheCheckpointBeforeItCounts() throws IOException {
    RunFolder run = run(folder.resolve("lost"));
    stopAfter(run, 3);
    Path newest = checkpoints(run).getLast();
    Files.write(newest.resolve("tensors.safetensors"), new byte[0]);

    assertEndsUndisturbed(run);

    assertThat(run.events())
        .filteredOn(Progress.Resumed.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            Progress.Resumed.class,
            resumed -> {
              assertThat(resumed.damaged()).isEqualTo(1);
              assertThat(resumed.step()).isPositive();
            });
  }

  @Test
  void aZeroedStateAndAZeroedBestEpochAreFound() throws IOException {
    RunFolder run = run(folder.resolve("zeroed"));
    stopAfter(run, 3);
    zero(checkpoints(run).getLast().resolve("state.json"));
    try (Stream<Path> files = Files.list(run.checkpoints())) {
      for (Path best : files.filter(path -> path.toString().contains("best-")).toList()) zero(best);
    }

    assertEndsUndisturbed(run);

    assertThat(run.events()).contains(new Progress.Resumed(0, 2));
  }

  @Test
  void onlyOneProcessTrainsARun() {
    RunFolder run = run(folder.resolve("twice"));
    Trainer first = SmallWorld.ENGINE.trainer();
    first.submit(run);
    SmallWorld.await(run, Progress.Training.class::isInstance);

    assertThatThrownBy(() -> SmallWorld.ENGINE.trainer().submit(run))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts())
                    .first()
                    .isEqualTo(new TrainingProblem.AlreadyRunning(run.path())));

    assertThat(SmallWorld.await(run, Progress::isFinal)).isInstanceOf(Progress.Trained.class);
    assertThat(Digest.of(run.result())).isEqualTo(undisturbed);
  }

  /// The lock is the process's own: one that was started in another way is refused, too.
  @Test
  void aSecondProcessIsRefusedInItsOwnWords() throws IOException, InterruptedException {
    RunFolder run = run(folder.resolve("rival"));
    SmallWorld.ENGINE.trainer().submit(run);
    SmallWorld.await(run, Progress.Training.class::isInstance);

    assertThat(trainedUnder("true", run))
        .isEqualTo(new Progress.Failed(new TrainingProblem.AlreadyRunning(run.path())));

    assertThat(SmallWorld.await(run, Progress::isFinal)).isInstanceOf(Progress.Trained.class);
  }

  @Test
  void aTrainingThatHangsIsEndedAndGoesOnLater() throws IOException, InterruptedException {
    RunFolder run = run(folder.resolve("hangs"));
    Trainer trainer = SmallWorld.ENGINE.trainer(Duration.ofSeconds(2));
    trainer.submit(run);
    SmallWorld.await(run, event -> event instanceof Progress.Validated at && at.epoch() == 2);
    ProcessHandle process = SmallWorld.process(run);
    new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();

    while (!trainer.check(run).isFinal()) SmallWorld.pause();

    assertThat(trainer.check(run))
        .isInstanceOfSatisfying(
            Progress.Failed.class,
            failed ->
                assertThat(failed.problem())
                    .isInstanceOfSatisfying(
                        TrainingProblem.Stalled.class,
                        stalled -> assertThat(stalled.step()).isGreaterThanOrEqualTo(6)));
    process.onExit().join();
    assertEndsUndisturbed(run);
  }

  @Test
  void aTrainingThatTheSystemKillsIsSaidToLackMemory() {
    RunFolder run = run(folder.resolve("killed"));
    Trainer trainer = SmallWorld.ENGINE.trainer();
    trainer.submit(run);
    SmallWorld.await(run, Progress.Training.class::isInstance);
    ProcessHandle started = SmallWorld.started(run);
    started.destroyForcibly();
    started.onExit().join(); // the engine in a sandbox dies a moment later

    assertThat(trainer.check(run))
        .isInstanceOfSatisfying(
            Progress.Failed.class,
            failed -> assertThat(failed.problem()).isInstanceOf(TrainingProblem.OutOfMemory.class));
    assertEndsUndisturbed(run);
  }

  @Test
  void aLossThatIsNoNumberEndsTheTrainingBeforeItIsLearned() throws IOException {
    SmallWorld sick = SmallWorld.in(folder.resolve("sick"));
    Path weights = sick.base().resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Arrays.fill(bytes, bytes.length - 4000, bytes.length, (byte) 0xff); // NaN, four bytes each
    Files.write(weights, bytes);
    RunFolder run = sick.run(folder.resolve("nan"), recipe());

    assertThat(SmallWorld.train(run))
        .isEqualTo(new Progress.Failed(new TrainingProblem.Diverged(1)));
    assertThat(run.checkpoints()).doesNotExist();
  }

  private static Recipe recipe() {
    return Recipes.of(Recipe.Method.FULL, 12, Teaching.answers(256));
  }

  private static RunFolder run(Path place) {
    return world.run(place, recipe());
  }

  /// Trains some epochs and pauses, so that there are checkpoints.
  private static void stopAfter(RunFolder run, int epochs) {
    Trainer trainer = SmallWorld.ENGINE.trainer();
    trainer.submit(run);
    SmallWorld.await(run, event -> event instanceof Progress.Validated at && at.epoch() == epochs);
    trainer.pause(run);
    assertThat(trainer.check(run)).isInstanceOf(Progress.Paused.class);
    assertThat(checkpoints(run)).hasSize(2);
  }

  private static void assertEndsUndisturbed(RunFolder run) {
    assertThat(SmallWorld.train(run)).isInstanceOf(Progress.Trained.class);
    assertThat(Digest.of(run.result())).isEqualTo(undisturbed);
  }

  /// Starts the engine in a shell that does something first; its last word.
  private static Progress trainedUnder(String first, RunFolder run)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell");
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", first + "; exec \"$@\"", "sh"));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-Dorg.bytedeco.javacpp.cachedir=" + SmallWorld.ENGINE.cache().resolve("native"),
            "-Dafina.cache=" + SmallWorld.ENGINE.cache(),
            "-jar",
            SmallWorld.ENGINE.classPath().resolve("afina-engine.jar").toString(),
            "train",
            run.path().toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(2);
    return Json.parse(said.strip().lines().toList().getLast(), Progress.class);
  }

  private static List<Path> checkpoints(RunFolder run) {
    try (Stream<Path> all = Files.list(run.checkpoints())) {
      return all.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void zero(Path file) throws IOException {
    byte[] zeros = new byte[Math.toIntExact(Files.size(file))];
    SafeFile.write(file, out -> out.write(zeros));
  }
}
