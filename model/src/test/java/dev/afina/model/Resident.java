package dev.afina.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The memory of this process that is really there, Java's and what native libraries take, as Linux
/// counts it. Elsewhere nothing is measured.
///
/// @param bytes at the beginning
record Resident(long bytes) {
  private static final Path PEAK_AGAIN = Path.of("/proc/self/clear_refs");

  /// Begins to watch for a new peak.
  static Resident now() throws IOException {
    if (!Files.isWritable(PEAK_AGAIN)) return new Resident(0);
    Files.writeString(PEAK_AGAIN, "5");
    return new Resident(kilobytes("VmRSS:") << 10);
  }

  /// By how many bytes the highest point since then lies above it.
  long peakGrowth() throws IOException {
    return bytes == 0 ? 0 : (kilobytes("VmHWM:") << 10) - bytes;
  }

  private static long kilobytes(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status")))
      if (line.startsWith(name)) return Long.parseLong(line.replaceAll("\\D", ""));
    throw new IOException("no " + name);
  }
}
