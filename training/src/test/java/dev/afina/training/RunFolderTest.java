package dev.afina.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an engine that is broken, or no longer itself, may leave in a run folder.
class RunFolderTest {
  @TempDir Path folder;

  @Test
  void eventsThatAreNoneArePassedOver() throws IOException {
    RunFolder run = new RunFolder(folder);
    Files.writeString(
        run.eventsFile(),
        """
        {"state":"Waiting","unknown":[1,{"x":2}]}
        {"state":"java.lang.Runtime"}
        not JSON
        {"state":"Paused","step":3,"steps":9}
        {"state":"Paused","st""");
    assertThat(run.events()).containsExactly(new Progress.Waiting(), new Progress.Paused(3, 9));
  }

  @Test
  void aLineWithoutEndIsRefused() throws IOException {
    RunFolder run = new RunFolder(folder);
    Files.write(run.eventsFile(), new byte[4 << 20]);
    assertThatThrownBy(run::events).isInstanceOf(Refused.class);
  }

  @Test
  void aLinkInAResultIsNotFollowed() throws IOException {
    RunFolder run = new RunFolder(folder);
    Files.createDirectory(run.result());
    Files.writeString(run.result().resolve("model.json"), "{}");
    run.requireResult();
    Path secret = Files.writeString(folder.resolve("secret"), "of another");
    Files.createSymbolicLink(run.result().resolve("adapter_model.safetensors"), secret);
    assertThatThrownBy(run::requireResult)
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts().getFirst())
                    .isInstanceOf(TrainingProblem.OddResult.class));
  }
}
