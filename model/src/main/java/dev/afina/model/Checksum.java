package dev.afina.model;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// How a hub vouches for a file: by the SHA-256 of a large one, by Git's SHA-1 of a small one.
///
/// @param hex 64 or 40 digits; empty if the listing says nothing, then the answer's `ETag` counts
record Checksum(String hex) {

  boolean isKnown() {
    return !hex.isEmpty();
  }

  /// What is found instead of what should be; empty if the content is right.
  ///
  /// @param tag the answer's `ETag`
  String fault(Path file, String tag) {
    String wanted = isKnown() ? hex : tag;
    String found =
        switch (wanted.length()) {
          case 64 -> Digest.of(file).hex();
          case 40 -> gitSha1(file);
          default -> wanted; // Nobody vouches for it.
        };
    return found.equals(wanted) ? "" : found.substring(0, 12);
  }

  /// Of `blob`, the length, a zero byte and the content, as Git names it.
  private static String gitSha1(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-1");
      sha.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.UTF_8));
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) sha.update(buffer, 0, n);
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    } catch (IOException e) {
      throw FileProblem.reading(file, e);
    }
  }
}
