package dev.afina.cli;

/// How far something has come, drawn.
final class Bar {
  private Bar() {}

  /// @param share done, from 0 to 1
  /// @param width in characters
  static String of(double share, int width) {
    int full = (int) Math.round(Math.clamp(share, 0, 1) * width);
    return "━".repeat(full) + "─".repeat(width - full);
  }
}
