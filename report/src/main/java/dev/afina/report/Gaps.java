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
    return el(
        "table",
        type("dots"),
        el("tbody", Html.all(body)),
        el("tfoot", el("tr", el("th"), el("td", type("plot"), axis), el("td"), el("td"))));
  }

  private static Html draw(Row row, double widest, Texts texts) {
    Page page = new Page(texts);
    double low = place(row.low(), widest);
    double high = place(row.high(), widest);
    Html svg =
        el(
            "svg",
            type(row.strong() ? "share strong" : "share"),
            at("aria-hidden", "true"),
            Svg.line("rail", 0, 50, 100, 50),
            Svg.line("chance", 50, 0, 50, 100),
            Svg.line("range", low, 50, high, 50),
            Svg.line("range", low, 32, low, 68),
            Svg.line("range", high, 32, high, 68),
            Svg.dot("dot", place(row.difference(), widest), 50, row.strong() ? 7 : 5));
    return el(
        "tr",
        type(row.strong() ? "strong" : "other"),
        el("th", at("scope", "row"), Html.text(row.label())),
        el("td", type("plot"), svg),
        el("td", "value", page.signed(row.difference(), 1)),
        el(
            "td",
            type("between"),
            el("span", "count", row.note()),
            el(
                "span",
                "range",
                texts.word(
                    "report.between",
                    "low",
                    page.signed(row.low(), 1),
                    "high",
                    page.signed(row.high(), 1)))));
  }

  private static double place(double value, double widest) {
    return 50 + 50 * value / widest;
  }
}
