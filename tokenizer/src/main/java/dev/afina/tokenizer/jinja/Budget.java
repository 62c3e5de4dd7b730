package dev.afina.tokenizer.jinja;

/// What one rendering may still cost. Counting is exact and the same on every machine, unlike a
/// clock: what is refused here is refused everywhere, and the most it allows takes a fraction of a
/// second and a few dozen megabytes.
final class Budget {
  static final int STEPS = 1_000_000;
  static final int CHARACTERS = 16 << 20;
  static final int DEPTH = 250;

  private long steps = STEPS;
  private long characters = CHARACTERS;
  private int depth;

  void step() {
    steps(1);
  }

  void steps(long n) {
    steps -= n;
    if (steps < 0) throw Fault.limit(Limit.STEPS, STEPS);
  }

  /// To be asked before a text of `n` characters is made.
  void characters(long n) {
    characters -= n;
    if (characters < 0) throw Fault.limit(Limit.TEXT, CHARACTERS);
  }

  /// A text that was made; it costs what it is long.
  String made(String text) {
    characters(text.length());
    return text;
  }

  void enter() {
    if (++depth > DEPTH) throw Fault.limit(Limit.DEPTH, DEPTH);
  }

  void leave() {
    depth--;
  }
}
