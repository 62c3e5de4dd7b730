package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import java.util.ArrayList;
import java.util.List;

/// Rows of a table; the first cell of each says what it is about. On a narrow screen a row becomes
/// a small list, where each value stands beside its head.
final class Table {
  private final List<String> heads;
  private final List<Html> rows = new ArrayList<>();

  Table(String... heads) {
    this.heads = List.of(heads);
  }

  void row(String name, String... values) {
    row(Html.text(name), List.of(values).stream().map(Html::text).toArray(Html[]::new));
  }

  void row(Html name, Html... values) {
    List<Html> cells = new ArrayList<>();
    cells.add(el("th", at("scope", "row"), name));
    for (int i = 0; i < values.length; i++)
      cells.add(el("td", at("data-label", heads.get(i + 1)), el("span", values[i])));
    rows.add(el("tr", Html.all(cells)));
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  Html draw(String type) {
    List<Html> head =
        heads.stream().<Html>map(one -> el("th", at("scope", "col"), Html.text(one))).toList();
    return el(
        "table",
        type("list " + type),
        el("thead", el("tr", Html.all(head))),
        el("tbody", Html.all(rows)));
  }
}
