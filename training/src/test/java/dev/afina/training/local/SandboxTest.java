package dev.afina.training.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a program of the shell can do where the engine is kept.
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class SandboxTest {
  @TempDir Path folder;
  private Path run;
  private Path base;

  @BeforeEach
  void layOut() throws IOException {
    run = Files.createDirectory(folder.resolve("run"));
    base = Files.writeString(folder.resolve("base"), "weights");
    Files.writeString(folder.resolve("secret"), "of another");
  }

  @Test
  void itsMemoryAndItsFilesAreBounded() throws IOException, InterruptedException {
    assumeTrue(Sandbox.ofThisMachine().prlimit().isPresent(), "no prlimit here");
    Sandbox small = new Sandbox(Optional.empty(), Sandbox.ofThisMachine().prlimit(), 1L << 26);
    assertThat(said(small, "ulimit -d")).isEqualTo("65536");
    assertThat(said(small, "ulimit -f")).isNotEqualTo("unlimited");
    assertThat(said(small, "ulimit -c")).isEqualTo("0");
  }

  @Test
  void itWritesOneFolder() throws IOException, InterruptedException {
    assertThat(saidInside("echo x > " + run + "/mine && cat " + run + "/mine")).isEqualTo("x");
    assertThat(saidInside("echo x > " + base + " || echo no")).isEqualTo("no");
    assertThat(saidInside("echo x > /usr/x || echo no")).isEqualTo("no");
    assertThat(base).hasContent("weights");
  }

  @Test
  void itReadsItsBaseAndNothingOfOthers() throws IOException, InterruptedException {
    assertThat(saidInside("cat " + base)).isEqualTo("weights");
    assertThat(saidInside("cat " + folder + "/secret || echo no")).isEqualTo("no");
    assertThat(saidInside("ls /root /home /etc/shadow || echo no")).isEqualTo("no");
  }

  @Test
  void itHasNoNetworkAndSeesNoOtherProcess() throws IOException, InterruptedException {
    assertThat(saidInside("tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '")).isEqualTo("lo");
    long parent = ProcessHandle.current().pid();
    assertThat(saidInside("kill -0 " + parent + " || echo no")).isEqualTo("no");
    assertThat(saidInside("cat /proc/" + parent + "/environ || echo no")).isEqualTo("no");
  }

  private String saidInside(String script) throws IOException, InterruptedException {
    Sandbox here = Sandbox.ofThisMachine();
    assumeTrue(here.bubblewrap().isPresent(), "bubblewrap is not here, or not allowed");
    return said(here, script);
  }

  private String said(Sandbox sandbox, String script) throws IOException, InterruptedException {
    Sandbox.Room room = new Sandbox.Room(List.of(base), List.of(run));
    Process child =
        new ProcessBuilder(sandbox.in(List.of("sh", "-c", script), room))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    child.waitFor();
    return said.strip();
  }
}
