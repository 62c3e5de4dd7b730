package dev.afina.tokenizer.jinja;

/// What a template may not have more of.
public enum Limit {
  /// Characters of its own text.
  LENGTH,
  /// Parts inside parts, calls inside calls.
  DEPTH,
  /// Steps of computation.
  STEPS,
  /// Characters made.
  TEXT,
  /// Numbers of `range`.
  RANGE,
  /// Whole numbers beyond 64 bits.
  NUMBER
}
