package dev.afina.model;

import java.util.List;

/// Where llama.cpp keeps a tensor in another form than Hugging Face: for reading a file and for
/// writing one.
///
/// @param family llama.cpp's name of the architecture
record GgufLayout(String family, Architecture architecture) {

  /// llama.cpp's name of an architecture: Mistral's is Llama's.
  static String family(Architecture architecture) {
    return switch (architecture.family()) {
      case "mistral" -> "llama";
      case "gemma3_text" -> "gemma3";
      default -> architecture.family();
    };
  }

  static GgufLayout of(Architecture architecture) {
    return new GgufLayout(family(architecture), architecture);
  }

  /// GPT-2's matrices are inputs first on the hub and outputs first in the file.
  ///
  /// @param name Hugging Face's
  boolean isTurned(String name, int dimensions) {
    return dimensions == 2
        && family.equals("gpt2")
        && name.startsWith(architecture.names().blocks());
  }

  /// Gemma's norms multiply by `1 + w`; in the file the sum is stored.
  boolean isFromOne(String name) {
    return architecture.norm().kind() == Architecture.Norm.Kind.RMS_FROM_ONE
        && name.endsWith("norm.weight");
  }

  /// In its Llama files, llama.cpp rotates neighbouring numbers of a head, Transformers those half
  /// a head apart, so these files hold the rows of queries and keys in another order: row `i` of a
  /// head's first half is the file's row `2i`, row `i` of its second half the file's row `2i + 1`.
  Storage.RowOrder order(String name) {
    boolean turned =
        family.equals("llama") && (name.contains(".q_proj.") || name.contains(".k_proj."));
    if (!turned) return Storage.RowOrder.SAME;
    long head = architecture.attention().heads().width();
    return row -> {
      long start = row / head * head;
      long within = row % head;
      return start + (within < head / 2 ? 2 * within : 2 * (within - head / 2) + 1);
    };
  }

  /// The numbers of a tensor as the file has them, row by row.
  ///
  /// @param shape Hugging Face's, rows first
  float[] stored(String name, List<Long> shape, float[] numbers) {
    int columns = shape.size() == 2 ? Math.toIntExact(shape.getLast()) : 1;
    if (isTurned(name, shape.size())) return turned(numbers, columns);
    float[] stored = reordered(name, numbers, columns);
    if (isFromOne(name)) for (int i = 0; i < stored.length; i++) stored[i]++;
    return stored;
  }

  /// The rows of a tensor, or of what is added to it, in the order of the file.
  float[] reordered(String name, float[] numbers, int columns) {
    Storage.RowOrder order = order(name);
    float[] reordered = new float[numbers.length];
    for (int row = 0; row * columns < numbers.length; row++) {
      int to = Math.toIntExact(order.of(row));
      System.arraycopy(numbers, row * columns, reordered, to * columns, columns);
    }
    return reordered;
  }

  private static float[] turned(float[] numbers, int columns) {
    int rows = numbers.length / columns;
    float[] turned = new float[numbers.length];
    for (int r = 0; r < rows; r++)
      for (int c = 0; c < columns; c++) turned[c * rows + r] = numbers[r * columns + c];
    return turned;
  }
}
