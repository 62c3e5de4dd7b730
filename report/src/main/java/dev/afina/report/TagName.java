package dev.afina.report;

import dev.afina.text.Texts;

/// What a tag of a case is called, the same on pages and on screens: those that the program gives
/// have a name, those of people are their own.
public final class TagName {
  private TagName() {}

  public static String of(String tag, Texts texts) {
    String key = "report.tag." + tag;
    return texts.has(key) ? texts.word(key) : tag;
  }
}
