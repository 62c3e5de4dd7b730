package dev.afina.training.local;

import dev.afina.model.Architecture;
import dev.afina.training.Numerics;

/// An estimate of the memory that answering needs at its peak, in bytes. `docs/lab.md` compares it
/// with measured peaks.
///
/// @param program Java, libtorch and what both keep for themselves
/// @param weights as they are computed with: once to read conversations, once to speak
/// @param decoding the largest tensor in 32 bits, which each passes through when it is read
/// @param past keys and values: of one conversation on each thread, and of system prompts
public record AnsweringNeed(long program, long weights, long decoding, long past) {

  /// What may be kept of system prompts that come again, for all threads together.
  public static final long PROMPTS = 128L << 20;

  private static final long PROGRAM = 450_000_000;

  /// Tokens of a conversation, system prompt and answer included.
  private static final long TOKENS = 1024;

  public static AnsweringNeed of(Architecture shape, Numerics numerics) {
    long bytes =
        switch (numerics.dtype()) {
          case F32 -> 4;
          case BF16 -> 2;
        };
    long largest =
        shape.tensors().values().stream()
            .mapToLong(sizes -> sizes.stream().reduce(1L, Math::multiplyExact))
            .max()
            .orElse(0);
    Architecture.Heads heads = shape.attention().heads();
    // Keys and values in 32 bits, in a room that is doubled when it is used up.
    long past = 2 * 2 * TOKENS * shape.layers() * heads.keys() * heads.width() * 4;
    return new AnsweringNeed(
        PROGRAM, 2 * shape.parameters() * bytes, largest * 4, past * numerics.threads() + PROMPTS);
  }

  public long total() {
    return program + weights + decoding + past;
  }
}
