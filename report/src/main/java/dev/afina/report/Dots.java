package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.Score;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Shares as dots on a line from 0 to 100 %, each with its interval, and chance as a dashed line
/// through all of them. It is a table: copied, it becomes names and numbers.
///
/// @param chance what guessing reaches; none where guessing makes no sense
record Dots(List<Row> rows, OptionalDouble chance) {

  /// @param strong the one this is about
  /// @param note what stands beside it; empty: how many of how many
  /// @param beside another share on the same line, for comparison
  record Row(String label, Score score, boolean strong, String note, OptionalDouble beside) {
    Row(String label, Score score, boolean strong) {
      this(label, score, strong, "", OptionalDouble.empty());
    }
  }

  Html draw(Texts texts) {
    List<Html> body = new ArrayList<>();
    for (Row row : rows) body.add(draw(row, texts));
    return el(
        "table",
        type("dots"),
        el("tbody", Html.all(body)),
        el("tfoot", el("tr", el("th"), el("td", type("plot"), axis(texts)), el("td"), el("td"))));
  }

  private Html draw(Row row, Texts texts) {
    Score score = row.score();
    double low = 100 * score.low();
    double high = 100 * score.high();
    Html svg =
        el(
            "svg",
            type(row.strong() ? "share strong" : "share"),
            at("aria-hidden", "true"),
            Svg.line("rail", 0, 50, 100, 50),
            chanceLine(),
            Svg.line("range", low, 50, high, 50),
            Svg.line("range", low, 32, low, 68),
            Svg.line("range", high, 32, high, 68),
            row.beside().isPresent()
                ? Svg.dot("beside", 100 * row.beside().getAsDouble(), 50, 5)
                : Html.nothing(),
            Svg.dot("dot", 100 * score.accuracy(), 50, row.strong() ? 7 : 5));
    return el(
        "tr",
        type(row.strong() ? "strong" : "other"),
        el("th", at("scope", "row"), Html.text(row.label())),
        el("td", type("plot"), svg),
        el("td", "value", texts.percent(score.accuracy())),
        el(
            "td",
            type("between"),
            el(
                "span",
                "count",
                row.note().isEmpty()
                    ? texts.word(
                        "report.ofcases", "correct", score.correct(), "total", score.total())
                    : row.note()),
            el(
                "span",
                "range",
                texts.word(
                    "report.between",
                    "low",
                    texts.number(Math.round(100 * score.low())),
                    "high",
                    texts.number(Math.round(100 * score.high()))))));
  }

  private Html chanceLine() {
    return chance.isPresent()
        ? Svg.line("chance", 100 * chance.getAsDouble(), 0, 100 * chance.getAsDouble(), 100)
        : Html.nothing();
  }

  private Html axis(Texts texts) {
    List<Html> marks = new ArrayList<>();
    for (int tick = 0; tick <= 100; tick += 50) {
      String side = tick == 0 ? "tick first" : tick == 100 ? "tick last" : "tick";
      marks.add(Svg.label(side, tick, 0, 0, 14, texts.percent(tick / 100.0)));
    }
    if (chance.isPresent()) {
      double x = 100 * chance.getAsDouble();
      marks.add(Svg.line("chance", x, 0, x, 50));
      marks.add(
          Svg.label(
              "tick chance-label",
              x,
              0,
              0,
              30,
              texts.word("report.chance", "share", texts.percent(chance.getAsDouble()))));
    }
    return el("svg", at("aria-hidden", "true"), type("axis"), Html.all(marks));
  }
}
