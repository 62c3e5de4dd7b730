package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.Confusion;
import java.util.ArrayList;
import java.util.List;

/// A confusion matrix of many labels as a picture without words: rows are what was expected,
/// columns what was said, the stronger the colour the larger the share of the row. Labels that are
/// taken for each other stand together. Whoever points at a mistake reads what it is.
///
/// @param label what a mistake is called
record HeatMap(Confusion confusion, Naming label, String alt) {

  /// Says what a cell is, for instance `3 cases of «a» taken for «b»`.
  interface Naming {
    String of(int expected, int said);
  }

  Html draw() {
    List<Integer> order = Gathering.of(confusion);
    List<Html> cells = new ArrayList<>();
    for (int row = 0; row < order.size(); row++)
      for (int column = 0; column < order.size(); column++) {
        int count = confusion.at(order.get(row), order.get(column));
        if (count > 0) cells.add(cell(row, column, order, count));
      }
    String size = String.valueOf(order.size());
    return el(
        "svg",
        type("heat"),
        at("role", "img"),
        at("aria-label", alt),
        at("viewBox", "0 0 " + size + " " + size),
        el(
            "rect",
            type("ground"),
            at("x", "0"),
            at("y", "0"),
            at("width", size),
            at("height", size)),
        Html.all(cells));
  }

  private Html cell(int row, int column, List<Integer> order, int count) {
    double share = (double) count / confusion.support(order.get(row));
    boolean hit = row == column;
    return el(
        "rect",
        type(hit ? "hit" : "miss"),
        at("x", String.valueOf(column)),
        at("y", String.valueOf(row)),
        at("width", "1"),
        at("height", "1"),
        // A single mistake of thirty must still be seen.
        at("fill-opacity", Svg.number(0.25 + 0.75 * share)),
        hit ? Html.nothing() : el("title", Html.text(label.of(order.get(row), order.get(column)))));
  }
}
