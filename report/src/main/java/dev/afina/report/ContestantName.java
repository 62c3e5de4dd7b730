package dev.afina.report;

import dev.afina.evaluation.Contestant;
import dev.afina.text.Texts;

/// What a contestant is called, the same on pages and on screens.
public final class ContestantName {
  private ContestantName() {}

  public static String of(Contestant who, Texts texts) {
    return texts.word("report.contestant." + who.name());
  }
}
