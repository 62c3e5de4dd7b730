package dev.afina.model;

/// How a result is handed out.
///
/// As `ADAPTER` and `MERGED` it is a folder for Transformers and PEFT; the others are one GGUF file
/// for llama.cpp and what is built on it: base and adapter together in 16 or in 8 bits, or the
/// adapter alone.
public enum ExportForm {
  ADAPTER("adapter"),
  MERGED("merged"),
  GGUF_F16("gguf-f16"),
  GGUF_Q8_0("gguf-q8_0"),
  GGUF_ADAPTER("gguf-adapter");

  private final String word;

  ExportForm(String word) {
    this.word = word;
  }

  /// Names the folder it is written to.
  public String word() {
    return word;
  }

  /// Whether it needs its base.
  public boolean isAdapter() {
    return switch (this) {
      case ADAPTER, GGUF_ADAPTER -> true;
      case MERGED, GGUF_F16, GGUF_Q8_0 -> false;
    };
  }
}
