package dev.afina.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// The SHA-256 of some bytes, as 64 hexadecimal digits. Equal digests mean equal content.
public record Digest(@JsonValue String hex) {

  @JsonCreator
  public Digest {
    if (!hex.matches("[0-9a-f]{64}"))
      throw new IllegalArgumentException("not a SHA-256 digest: '" + hex + "'");
  }

  public static Digest of(byte[] bytes) {
    return new Digest(HexFormat.of().formatHex(sha256().digest(bytes)));
  }

  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The digest of a file, read as a stream, or of a folder: of the names and digests of all files
  /// below it, in the order of their names.
  ///
  /// @throws Refused with a [FileProblem] if it cannot be read
  public static Digest of(Path path) {
    try {
      return Files.isDirectory(path) ? ofFolder(path) : ofFile(path);
    } catch (IOException e) {
      throw FileProblem.reading(path, e);
    }
  }

  /// The first twelve digits: enough to name a folder and to recognise a digest on a screen.
  public String brief() {
    return hex.substring(0, 12);
  }

  private static Digest ofFile(Path file) throws IOException {
    MessageDigest sha = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) sha.update(buffer, 0, n);
    }
    return new Digest(HexFormat.of().formatHex(sha.digest()));
  }

  private static Digest ofFolder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    StringBuilder listing = new StringBuilder();
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      listing.append(ofFile(file).hex()).append("  ").append(name).append('\n');
    }
    return of(listing.toString());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
