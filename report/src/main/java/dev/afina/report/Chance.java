package dev.afina.report;

import dev.afina.text.Texts;

/// How a probability is written, the same on pages and on screens.
public final class Chance {
  private Chance() {}

  /// `p = 0.03`, or that it is less than a thousandth; never broken over two lines.
  public static String of(double p, Texts texts) {
    return p < 0.001
        ? "p\u00a0<\u00a0" + texts.number(0.001, 3)
        : "p\u00a0=\u00a0" + texts.number(p, p < 0.1 ? 3 : 2);
  }
}
