package dev.afina.dataset.check;

/// Who would train on a file.
public enum Provider {
  OPENAI(8L << 30),
  AZURE(512L << 20),
  /// This machine: reads whatever can be read.
  LOCAL(Long.MAX_VALUE);

  /// Fewer examples neither of them takes, and nobody learns from.
  public static final int EXAMPLES = 10;

  private final long bytes;

  Provider(long bytes) {
    this.bytes = bytes;
  }

  /// The largest file: OpenAI's in parts (whole: 512 MB), Azure's at once.
  public long bytes() {
    return bytes;
  }

  public boolean isHosted() {
    return this != LOCAL;
  }
}
