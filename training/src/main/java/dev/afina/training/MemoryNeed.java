package dev.afina.training;

import dev.afina.model.Architecture;

/// An estimate of the memory a training needs at its peak, in bytes. `docs/lab.md` compares it with
/// measured peaks.
///
/// @param program Java, libtorch and what both keep for themselves
/// @param weights of the base, as they are computed with
/// @param learned what learns, 32-bit: the numbers, two means, and a gradient for each thread
/// @param activations what the way back needs of the tokens computed at a time
/// @param scores of the loss head over the whole vocabulary, for the rows it computes at a time
public record MemoryNeed(long program, long weights, long learned, long activations, long scores) {
  /// What a process has before it reads a weight, and what the allocator keeps beside what is used.
  private static final long PROGRAM = 450_000_000;

  /// Rows that the plain loss head computes at a time, and how many copies of their scores it
  /// makes. The tree's computes twice as many and copies few of them, which is less.
  private static final long HEAD_ROWS = 128;

  private static final long HEAD_COPIES = 3;

  /// What one step computes at a time.
  ///
  /// @param tokens of all threads
  /// @param longest conversation among them
  public record Load(long tokens, long longest) {}

  /// @param load of the largest step
  public static MemoryNeed of(Architecture shape, Recipe recipe, Numerics numerics, Load load) {
    long numbers = shape.parameters();
    long learned =
        switch (recipe.method()) {
          case LORA, DPO -> adapter(shape, recipe.lora());
          case FULL -> numbers;
        };
    long bytes = numerics.dtype() == Numerics.Dtype.BF16 ? 2 : 4;
    // A full training keeps its weights, and what they make, in 32 bits.
    boolean full = recipe.method() == Recipe.Method.FULL;
    int threads = numerics.threads();
    return new MemoryNeed(
        PROGRAM,
        full ? 0 : numbers * bytes,
        learned * 4 * (3 + threads),
        activations(shape, full ? 4 : bytes, load, recipe.drops()),
        threads * HEAD_COPIES * HEAD_ROWS * shape.vocabulary() * 4);
  }

  public long total() {
    return program + weights + learned + activations + scores;
  }

  /// What is kept for the way back, a token and a block: the inputs and outputs of both norms in 32
  /// bits; queries, keys, values and what was attended; gate, up, their product and its parts; and
  /// a row of attention weights for each head.
  private static long activations(Architecture shape, long bytes, Load load, boolean drops) {
    long width = shape.width();
    long queries = (long) shape.attention().heads().queries() * shape.attention().heads().width();
    long keys = (long) shape.attention().heads().keys() * shape.attention().heads().width();
    long norms = 2 * 3 * width * 4;
    long attention =
        bytes * (3 * queries + 4 * keys + shape.attention().heads().queries() * load.longest());
    long feedForward = bytes * 5 * shape.feedForward().width();
    long residual = bytes * 4 * width;
    // Dropout keeps a mask and what is left for each of the seven layers.
    long dropped = drops ? 2 * bytes * (6 * width + shape.feedForward().width()) : 0;
    return load.tokens() * shape.layers() * (norms + attention + feedForward + residual + dropped);
  }

  /// The adapter's numbers: a column of `A` and one of `B` for each input and output of its layers.
  private static long adapter(Architecture shape, Lora lora) {
    long blocks = lora.layers().of(shape.layers()).size();
    long ends =
        shape.linears().stream()
            .filter(lora::isOn)
            .mapToLong(linear -> (long) linear.inputs() + linear.outputs())
            .sum();
    return blocks * lora.rank() * ends;
  }
}
