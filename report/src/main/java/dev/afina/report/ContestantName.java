package dev.afina.report;

import dev.afina.evaluation.Contestant;
import dev.afina.text.Texts;

/// What a contestant is called, the same on pages and on screens.
public final class ContestantName {
  private ContestantName() {}

  public static String of(Contestant who, Texts texts) {
    return texts.word("report.contestant." + who.name());
  }

  /// @param name which one, where there are several of a kind; else empty
  public static String of(Contestant who, String name, Texts texts) {
    String said = of(who, texts);
    return name.isEmpty() ? said : said + " " + name;
  }
}
