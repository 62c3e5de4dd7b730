package dev.afina.training.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Fact;
import dev.afina.core.Refused;
import dev.afina.training.TrainingProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a broken child says, by small programs of the shell.
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(60)
class WireTest {
  @TempDir Path folder;

  @Test
  void linesComeOneByOneAlsoWithoutAnEnd() throws IOException {
    Wire wire = wire("printf 'one\\ntwo'", Duration.ofSeconds(30));
    assertThat(wire.next()).isEqualTo("one");
    assertThat(wire.next()).isEqualTo("two");
  }

  @Test
  void aCrashIsToldWithItsCodeAndItsLastWords() throws IOException {
    Wire wire = wire("echo loading >&2; echo boom >&2; exit 3", Duration.ofSeconds(30));
    assertThat(problem(wire))
        .isInstanceOfSatisfying(
            TrainingProblem.EngineCrashed.class,
            crash -> {
              assertThat(crash.exitCode()).isEqualTo(3);
              assertThat(crash.lastWords()).isEqualTo("boom");
            });
  }

  @Test
  void aChildThatSaysNothingIsEnded() throws IOException {
    Process child = child("sleep 600");
    Wire wire = new Wire(child, Duration.ofMillis(300), folder.resolve("log"));
    assertThat(problem(wire)).isInstanceOf(TrainingProblem.Silent.class);
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void aLineWithoutEndDoesNotFillTheMemory() throws IOException {
    Process child = child("yes endless | tr -d '\\n'");
    Wire wire = new Wire(child, Duration.ofSeconds(30), folder.resolve("log"));
    assertThat(problem(wire)).isInstanceOf(TrainingProblem.EngineCrashed.class);
    assertThat(child.isAlive()).isFalse();
  }

  private Wire wire(String script, Duration patience) throws IOException {
    return new Wire(child(script), patience, folder.resolve("log"));
  }

  private Process child(String script) throws IOException {
    return new ProcessBuilder("sh", "-c", script)
        .redirectError(folder.resolve("log").toFile())
        .start();
  }

  private static Fact problem(Wire wire) {
    Refused[] caught = new Refused[1];
    assertThatThrownBy(wire::next)
        .isInstanceOfSatisfying(Refused.class, refused -> caught[0] = refused);
    return caught[0].facts().getFirst();
  }
}
