package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import java.util.List;

/// A table whose rows are drawn on one scale: a name, the picture, the value, and what stands
/// behind it. Copied, it becomes names and numbers.
record PlotTable(List<Html> rows, Html axis) {

  /// @param strong the one this is about
  /// @param marks between 0 and 100 per cent of the scale
  /// @param count what stands beside the value, and `range` below it
  static Html row(
      String label, boolean strong, List<Html> marks, String value, String count, String range) {
    Html picture =
        el(
            "svg",
            type(strong ? "share strong" : "share"),
            at("aria-hidden", "true"),
            Svg.line("rail", 0, 50, 100, 50),
            Html.all(marks));
    return el(
        "tr",
        type(strong ? "strong" : "other"),
        el("th", at("scope", "row"), Html.text(label)),
        el("td", type("plot"), picture),
        el("td", "value", value),
        el("td", type("between"), el("span", "count", count), el("span", "range", range)));
  }

  /// A value with the interval in which the truth may lie.
  static List<Html> interval(double low, double high) {
    return List.of(
        Svg.line("range", low, 50, high, 50),
        Svg.line("range", low, 32, low, 68),
        Svg.line("range", high, 32, high, 68));
  }

  static Html dot(double place, boolean strong) {
    return Svg.dot("dot", place, 50, strong ? 7 : 5);
  }

  Html draw() {
    return el(
        "table",
        type("dots"),
        el("tbody", Html.all(rows)),
        el("tfoot", el("tr", el("th"), el("td", type("plot"), axis), el("td"), el("td"))));
  }
}
