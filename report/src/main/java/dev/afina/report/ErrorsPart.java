package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.ErrorPattern;
import dev.afina.evaluation.Expected;
import dev.afina.evaluation.IntentResults;
import dev.afina.evaluation.Judged;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// Where a classifier errs: the wrong answers one by one, and how they gather.
record ErrorsPart(IntentResults results, Texts texts) {
  private static final int PATTERNS = 12;

  /// @param most wrong answers that are shown
  Html wrong(int most) {
    List<Judged> wrong = results.cases().stream().filter(one -> !one.right().model()).toList();
    if (wrong.isEmpty()) return el("p", texts.word("report.errs.none"));
    List<Html> rows = new ArrayList<>();
    for (Judged one : wrong.subList(0, Math.min(most, wrong.size())))
      rows.add(
          el(
              "tr",
              cell("text", "report.wrong.text", Html.text(one.text())),
              cell("", "report.wrong.expected", Html.text(expected(one.expected()))),
              cell("", "report.wrong.said", Html.text(answer(one))),
              cell("sure", "report.wrong.sure", sure(one.probability())),
              cell("", "report.wrong.kind", Html.text(texts.word(one.kind())))));
    List<Html> heads = new ArrayList<>();
    for (String key : List.of("text", "expected", "said", "sure", "kind"))
      heads.add(el("th", at("scope", "col"), Html.text(texts.word("report.wrong." + key))));
    return Html.all(
        List.of(
            el("h3", texts.word("report.wrong", "count", wrong.size())),
            el(
                "table",
                type("cases"),
                el("thead", el("tr", Html.all(heads))),
                el("tbody", Html.all(rows))),
            wrong.size() > most
                ? el("p", "note", texts.word("report.more", "n", wrong.size() - most))
                : Html.nothing()));
  }

  private Html cell(String type, String key, Html content) {
    return el("td", type(type), at("data-label", texts.word(key)), el("span", content));
  }

  private Html sure(double probability) {
    return el(
        "span",
        type("bar"),
        at("style", "--share:" + Svg.percent(100 * probability)),
        Html.text(texts.percent(probability)));
  }

  String expected(Expected expected) {
    return switch (expected) {
      case Expected.None() -> texts.word("report.none");
      case Expected.OneOf(var labels) -> {
        String said = labels.first();
        for (String next : labels.tailSet(labels.first()))
          if (!next.equals(labels.first()))
            said = texts.word("report.wrong.or", "first", said, "second", next);
        yield said;
      }
    };
  }

  String answer(Judged one) {
    return one.predicted().equals(Expected.NONE)
        ? texts.word("report.wrong.rejected", "label", one.likeliest())
        : one.predicted();
  }

  /// Each pattern with the interval of its share: few cases, long lines.
  Html patterns() {
    if (results.patterns().isEmpty()) return Html.nothing();
    int shown = Math.min(PATTERNS, results.patterns().size());
    List<Html> items = new ArrayList<>();
    for (ErrorPattern pattern : results.patterns().subList(0, shown)) items.add(item(pattern));
    return Html.all(
        List.of(
            el("h3", texts.word("report.patterns")),
            el("ul", type("patterns"), Html.all(items)),
            results.patterns().size() > shown
                ? el("p", "note", texts.word("report.more", "n", results.patterns().size() - shown))
                : Html.nothing()));
  }

  private Html item(ErrorPattern pattern) {
    return switch (pattern) {
      case ErrorPattern.Confused pair ->
          el(
              "li",
              Html.text(
                  texts.word(key(pair), "expected", pair.expected(), "said", pair.predicted())
                      + ": "),
              el("b", texts.word("report.ofcases", "correct", pair.times(), "total", pair.of())),
              Html.text(" "),
              el("small", texts.percent(pair.low()) + " – " + texts.percent(pair.high())));
      case ErrorPattern.Concentrated _, ErrorPattern.Worded _ -> el("li", texts.say(pattern));
    };
  }

  private static String key(ErrorPattern.Confused pair) {
    if (pair.expected().equals(Expected.NONE)) return "report.pattern.accepted";
    if (pair.predicted().equals(Expected.NONE)) return "report.pattern.missed";
    return "report.pattern.confused";
  }
}
