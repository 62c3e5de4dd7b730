package dev.afina.report;

import dev.afina.evaluation.ChatAnalysis;
import dev.afina.evaluation.ChatResults;
import dev.afina.evaluation.IntentAnalysis;
import dev.afina.evaluation.IntentResults;
import dev.afina.text.Texts;
import java.util.Locale;

/// A test as one page to read, print and hand in: no network, no script, light and dark.
public final class Report {
  private Report() {}

  public static String html(
      IntentResults results, IntentAnalysis analysis, Making making, Locale locale) {
    return new IntentPage(results, analysis, making, Texts.in(locale)).draw().page();
  }

  public static String html(
      ChatResults results, ChatAnalysis analysis, Making making, Locale locale) {
    return new ChatPage(results, analysis, making, Texts.in(locale)).draw().page();
  }
}
