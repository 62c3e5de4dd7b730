package dev.afina.cli;

import dev.afina.core.Fact;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Severity;
import dev.afina.text.Explained;
import dev.afina.text.Texts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tells findings while a file passes by: for programs one a line, for people a few of each rule
/// and how many more there are. Where the conversations themselves go to standard output, it speaks
/// to the other one.
final class Telling {
  private static final int EXAMPLES = 3;

  private final Call call;
  private final boolean aside;
  private final Screen screen;
  private final Map<String, Integer> byRule = new TreeMap<>();
  private int told;

  /// @param aside whether standard output is taken
  Telling(Call call, boolean aside) {
    this.call = call;
    this.aside = aside;
    this.screen = aside ? call.errors : call.screen;
  }

  void finding(DatasetProblem problem) {
    told++;
    String rule = Texts.key(problem);
    int seen = byRule.merge(rule, 1, Integer::sum);
    if (call.json()) line(json(problem));
    else if (call.verbose() || seen <= EXAMPLES) draw(problem, seen == 1);
  }

  /// What happened; no finding.
  void news(Fact news) {
    if (call.json()) line(FactJson.event(news));
    else screen.paragraph("", call.texts.say(news));
  }

  boolean found() {
    return told > 0;
  }

  int exit() {
    return found() ? Exit.DONE_WITH_FINDINGS : Exit.DONE;
  }

  /// The rest of what was only counted.
  void end() {
    if (call.json() || call.verbose()) return;
    byRule.forEach((rule, n) -> {
      if (n > EXAMPLES)
        screen.paragraph("", call.word("screen.moreFindings", "rule", rule, "n", n - EXAMPLES));
    });
  }

  private void draw(DatasetProblem problem, boolean first) {
    Explained explained = call.texts.explain(problem);
    boolean error = problem.severity() == Severity.ERROR;
    Screen.Style style = error ? Screen.Style.BAD : Screen.Style.WARNING;
    screen.paragraph(
        screen.styled(style, call.word("Severity." + problem.severity().name())) + "  ",
        explained.sentence());
    if (first && explained.fix() != null)
      screen.paragraph(
          "  " + screen.styled(Screen.Style.DIM, call.word("screen.fix")) + "  ", explained.fix());
  }

  /// `{"file", "line", "severity", "rule", "message", "repair", …}`
  private Map<String, @Nullable Object> json(DatasetProblem problem) {
    Map<String, @Nullable Object> whole = FactJson.problem(problem, call.texts);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("file", whole.get("file"));
    json.put("line", whole.get("line"));
    json.put("severity", problem.severity());
    json.put("rule", Texts.key(problem));
    json.put("message", call.texts.explain(problem).sentence());
    json.put("repair", problem instanceof DatasetProblem.Mojibake fixed ? fixed.after() : null);
    whole.forEach((key, value) -> {
      if (!key.equals("sentence")) json.putIfAbsent(key.equals("rule") ? "why" : key, value);
    });
    return json;
  }

  private void line(Object value) {
    if (aside) call.jsonAside(value);
    else call.json(value);
  }
}
