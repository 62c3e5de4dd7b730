package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afina.core.Digest;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.model.Architecture;
import dev.afina.tokenizer.Example;
import dev.afina.training.Batch;
import dev.afina.training.MemoryNeed;
import dev.afina.training.Numerics;
import dev.afina.training.Plan;
import dev.afina.training.Recipe;
import dev.afina.training.TrainingProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {
  private static final long GB = 1_000_000_000;

  /// Of SmolLM2-135M.
  private static final Architecture SHAPE =
      Architecture.llama(
          new Architecture.Size(30, 576, 49_152, 8192),
          new Architecture.Heads(9, 3, 64),
          1536,
          100_000,
          1e-5,
          Architecture.Ends.plain(true, 2));

  @TempDir Path system;

  @Test
  void whatFitsIsNotTalkedAbout() {
    assertThatCode(() -> room(20 * GB).require()).doesNotThrowAnyException();
  }

  @Test
  void theLargestMicroBatchThatFitsIsNamed() {
    TrainingProblem.TooLittleMemory said = (TrainingProblem.TooLittleMemory) problem(room(4 * GB));

    assertThat(said.needed()).isGreaterThan(said.free()).isLessThan(20 * GB);
    assertThat(said.microBatch()).isBetween(1, 15);
    Recipe smaller = with(new Batch(16, said.microBatch()));
    assertThatCode(() -> room(4 * GB, smaller).require()).doesNotThrowAnyException();
    Recipe larger = with(new Batch(16, said.microBatch() + 1));
    assertThat(problem(room(4 * GB, larger))).isInstanceOf(TrainingProblem.TooLittleMemory.class);
  }

  @Test
  void whereOneConversationIsTooMuchTheLongestThatFitsIsNamed() {
    assertThat(problem(room(GB + 6 * GB / 10)))
        .isInstanceOfSatisfying(
            TrainingProblem.TooLongForMemory.class,
            said -> assertThat(said.maxTokens()).isBetween(64, 699));
  }

  @Test
  void whereNothingFitsTheBaseIsTooLarge() {
    assertThat(problem(room(GB / 2))).isInstanceOf(TrainingProblem.BaseTooLarge.class);
  }

  @Test
  void aFullTrainingNeedsRoomForEveryNumberAndItsMeans() {
    Recipe full =
        new Recipe(
            Recipe.Method.FULL,
            Recipe.usual().lora(),
            Recipe.usual().optimizer(),
            Recipe.usual().batch(),
            Recipe.usual().passes(),
            Recipe.usual().teaching());
    MemoryNeed need = MemoryNeed.of(SHAPE, full, numerics(), new MemoryNeed.Load(100, 100));
    assertThat(need.weights()).isZero();
    assertThat(need.learned()).isEqualTo(134_515_008L * 4 * 5);
  }

  @Test
  void theLimitOfAGroupOfProcessesCounts() {
    file("proc/meminfo", "MemTotal: 8000000 kB\nMemAvailable:    6000000 kB\n");
    file("proc/self/status", "VmHWM:\t  300 kB\nVmRSS:\t  200 kB\n");
    assertThat(new Memory(system).available()).hasValue(6_000_200L * 1024);
    assertThat(new Memory(system).peak()).isEqualTo(300 * 1024);

    file("proc/self/cgroup", "0::/outer/inner\n");
    file("sys/fs/cgroup/outer/inner/memory.max", "max\n");
    file("sys/fs/cgroup/outer/inner/memory.current", "1000\n");
    file("sys/fs/cgroup/outer/memory.max", "1000000\n");
    file("sys/fs/cgroup/outer/memory.current", "300000\n");
    file("sys/fs/cgroup/outer/memory.stat", "anon 5\ninactive_file 100000\n");
    assertThat(new Memory(system).available()).hasValue(800_000 + 200 * 1024);
  }

  @Test
  void aSystemThatDoesNotTellLimitsNothing() {
    assertThat(new Memory(system).available()).isEmpty();
  }

  private static Room room(long available) {
    return room(available, with(Batch.of(16)));
  }

  /// Sixteen conversations of 700 tokens that share nothing.
  private static Room room(long available, Recipe recipe) {
    Digest any = Digest.of("any");
    Plan plan = new Plan("base", any, any, any, "", List.of(), recipe, 1, numerics(), 1);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      int[] ids = new int[700];
      Arrays.fill(ids, i);
      boolean[] learned = new boolean[700];
      learned[699] = true;
      examples.add(new Example(ids, learned));
    }
    return new Room(plan, SHAPE, Task.answers(examples), 0, available);
  }

  private static Recipe with(Batch batch) {
    Recipe usual = Recipe.usual();
    return new Recipe(
        usual.method(), usual.lora(), usual.optimizer(), batch, usual.passes(), usual.teaching());
  }

  private static Numerics numerics() {
    return new Numerics(Numerics.Dtype.BF16, 2, "test");
  }

  private static TrainingProblem problem(Room room) {
    Refused refused = catchThrowableOfType(Refused.class, room::require);
    return (TrainingProblem) refused.facts().getFirst();
  }

  private void file(String path, String text) {
    SafeFile.write(system.resolve(path), text);
  }
}
