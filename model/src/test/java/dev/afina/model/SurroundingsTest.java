package dev.afina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundingsTest {

  @Test
  void theCacheIsWhereTheEnvironmentSays() {
    Map<String, String> all = Map.of("AFINA_CACHE", "/a", "XDG_CACHE_HOME", "/x", "HOME", "/h");
    assertThat(Surroundings.cache(all)).isEqualTo(Path.of("/a"));
    assertThat(Surroundings.cache(Map.of("XDG_CACHE_HOME", "/x", "HOME", "/h")))
        .isEqualTo(Path.of("/x/afina"));
    assertThat(Surroundings.cache(Map.of("XDG_CACHE_HOME", "x", "HOME", "/h")))
        .isEqualTo(Path.of("/h/.cache/afina"));
  }

  @Test
  void theRestHasDefaults() {
    Surroundings usual = Surroundings.of(Map.of("HOME", "/h"));
    assertThat(usual.hub()).isEqualTo(URI.create("https://huggingface.co"));
    assertThat(usual.offline()).isFalse();
    assertThat(Surroundings.of(Map.of("AFINA_OFFLINE", "1")).offline()).isTrue();
    assertThat(Surroundings.of(Map.of("AFINA_OFFLINE", "0")).offline()).isFalse();
    assertThat(Surroundings.of(Map.of("HF_ENDPOINT", "https://hf.example/x/")).hub())
        .isEqualTo(URI.create("https://hf.example/x"));
    assertThatThrownBy(() -> Surroundings.of(Map.of("HF_ENDPOINT", "huggingface.co")))
        .hasMessageContaining("BadEnvironment");
  }

  @ParameterizedTest
  @CsvSource({
    "https://hf.example, https://hf.example/a, true",
    "https://hf.example, https://hf.example:443/a, true",
    "https://hf.example, https://cdn.hf.example/a, false",
    "https://hf.example, https://hf.example:8443/a, false",
    "http://hf.example, http://hf.example/a, false",
    "http://localhost:80, http://localhost/a, true",
  })
  void theTokenGoesToTheHubAloneAndNeverInTheClear(String hub, String address, boolean trusted) {
    Surroundings surroundings = Surroundings.of(Map.of("HF_ENDPOINT", hub, "HF_TOKEN", "secret"));
    assertThat(surroundings.trusts(URI.create(address))).isEqualTo(trusted);
  }

  @Test
  void aDigestIsRememberedUntilTheFileChanges(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.bin");
    KnownDigests digests = new KnownDigests(folder.resolve("digests"));
    Files.writeString(file, "one");
    assertThat(digests.of(file)).isEqualTo(Digest.of("one"));
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, time);
    // Same size, time and inode: taken to be the same, which shows that it was not read again.
    assertThat(digests.of(file)).isEqualTo(Digest.of("one"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    assertThat(digests.of(file)).isEqualTo(Digest.of("two"));
  }
}
