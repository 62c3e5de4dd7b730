package dev.afina.training;

/// How the numbers are computed: it decides the last bits of a result, so it is part of the plan.
///
/// @param dtype of the frozen weights and of the activations; what is learned is always 32-bit
/// @param threads how many parts a batch is divided into, each computed by a thread of its own
/// @param processor the instruction set that computed them, for instance `AVX512_BF16`
public record Numerics(Dtype dtype, int threads, String processor) {

  public enum Dtype {
    F32,
    BF16
  }

  /// Short, for a message: `BF16 × 2 (AVX512 avx512_bf16)`.
  @Override
  public String toString() {
    return dtype + " × " + threads + (processor.isEmpty() ? "" : " (" + processor + ")");
  }

  public Numerics {
    if (threads < 1) throw new IllegalArgumentException(threads + " threads");
  }
}
