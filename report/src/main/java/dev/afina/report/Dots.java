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
/// through all of them.
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
    return new PlotTable(body, axis(texts)).draw();
  }

  private Html draw(Row row, Texts texts) {
    Score score = row.score();
    List<Html> marks = new ArrayList<>();
    marks.add(chanceLine());
    marks.addAll(PlotTable.interval(100 * score.low(), 100 * score.high()));
    row.beside().ifPresent(share -> marks.add(Svg.dot("beside", 100 * share, 50, 5)));
    marks.add(PlotTable.dot(100 * score.accuracy(), row.strong()));
    return PlotTable.row(
        row.label(),
        row.strong(),
        marks,
        texts.percent(score.accuracy()),
        row.note().isEmpty()
            ? texts.word("report.ofcases", "correct", score.correct(), "total", score.total())
            : row.note(),
        texts.word(
            "report.between",
            "low",
            texts.number(Math.round(100 * score.low())),
            "high",
            texts.number(Math.round(100 * score.high()))));
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
