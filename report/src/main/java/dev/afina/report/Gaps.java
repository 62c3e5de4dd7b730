package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// Differences as dots to the left and the right of nothing, each with its interval.
///
/// @param worse what the left side means, and `better` the right one
record Gaps(List<Row> rows, String worse, String better) {

  /// In any unit, the same for all rows.
  ///
  /// @param strong whether the difference is shown, by whatever test decides that
  record Row(
      String label, double difference, double low, double high, boolean strong, String note) {}

  Html draw(Texts texts) {
    double widest = 1e-9;
    for (Row row : rows)
      widest = Math.max(widest, Math.max(Math.abs(row.low()), Math.abs(row.high())));
    List<Html> body = new ArrayList<>();
    for (Row row : rows) body.add(draw(row, widest * 1.05, texts));
    Html axis =
        el(
            "svg",
            type("axis"),
            at("aria-hidden", "true"),
            Svg.label("tick first", 0, 0, 0, 14, "← " + worse),
            Svg.label("tick last", 100, 0, 0, 14, better + " →"));
    return new PlotTable(body, axis).draw();
  }

  private static Html draw(Row row, double widest, Texts texts) {
    Page page = new Page(texts);
    List<Html> marks = new ArrayList<>();
    marks.add(Svg.line("chance", 50, 0, 50, 100));
    marks.addAll(PlotTable.interval(place(row.low(), widest), place(row.high(), widest)));
    marks.add(PlotTable.dot(place(row.difference(), widest), row.strong()));
    return PlotTable.row(
        row.label(),
        row.strong(),
        marks,
        page.signed(row.difference(), 1),
        row.note(),
        texts.word(
            "report.between",
            "low",
            page.signed(row.low(), 1),
            "high",
            page.signed(row.high(), 1)));
  }

  private static double place(double value, double widest) {
    return 50 + 50 * value / widest;
  }
}
