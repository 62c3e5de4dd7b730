package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.Confusion;
import dev.afina.evaluation.Expected;
import dev.afina.evaluation.Judged;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// What was expected against what was said, counts and shares. A number leads to its sentences.
///
/// @param cases whose sentences are shown; may be empty, then numbers lead nowhere
record Matrix(Confusion confusion, List<Judged> cases) {
  private static final int SENTENCES = 100;

  Html draw(Texts texts) {
    List<String> labels = confusion.labels();
    List<Html> head = new ArrayList<>();
    head.add(el("th", "corner", texts.word("report.matrix.corner")));
    for (String label : labels) head.add(el("th", at("scope", "col"), name(texts, label)));
    head.add(el("th", "total", texts.word("report.matrix.total")));
    List<Html> rows = new ArrayList<>();
    List<Html> lists = new ArrayList<>();
    for (int row = 0; row < labels.size(); row++) {
      List<Html> cells = new ArrayList<>();
      cells.add(el("th", at("scope", "row"), name(texts, labels.get(row))));
      for (int column = 0; column < labels.size(); column++) {
        cells.add(cell(texts, row, column));
        if (confusion.at(row, column) > 0 && !cases.isEmpty())
          lists.add(sentences(texts, row, column));
      }
      cells.add(el("td", "total", texts.number(confusion.support(row))));
      rows.add(el("tr", Html.all(cells)));
    }
    return Html.all(
        List.of(
            el(
                "div",
                type("scroll"),
                el(
                    "table",
                    type("matrix"),
                    at("id", "matrix"),
                    el("thead", el("tr", Html.all(head))),
                    el("tbody", Html.all(rows)))),
            el("div", type("cells"), Html.all(lists))));
  }

  private static Html name(Texts texts, String label) {
    return label.equals(Expected.NONE) ? el("i", texts.word("report.none")) : Html.text(label);
  }

  private Html cell(Texts texts, int row, int column) {
    int count = confusion.at(row, column);
    if (count == 0) return el("td", "empty", "0");
    double share = (double) count / confusion.support(row);
    Html number =
        Html.all(List.of(el("b", texts.number(count)), el("small", texts.percent(share))));
    return el(
        "td",
        type(row == column ? "hit" : "miss"),
        // Never full colour: the number must stay readable.
        at("style", "--share:" + Svg.percent(10 + 40 * share)),
        cases.isEmpty()
            ? el("span", number)
            : el(
                "a",
                at("href", "#" + id(row, column)),
                at("aria-label", said(texts, row, column)),
                number));
  }

  private Html sentences(Texts texts, int row, int column) {
    List<Html> list = new ArrayList<>();
    for (Judged one : cases) {
      if (!one.counted().equals(confusion.labels().get(row))
          || !one.predicted().equals(confusion.labels().get(column))) continue;
      if (list.size() == SENTENCES) {
        list.add(el("li", texts.word("report.more", "n", confusion.at(row, column) - SENTENCES)));
        break;
      }
      list.add(
          el(
              "li",
              Html.text(one.text()),
              Html.text(" "),
              el("small", texts.percent(one.probability()))));
    }
    return el(
        "section",
        type("cell"),
        at("id", id(row, column)),
        el("h3", said(texts, row, column)),
        el("ul", Html.all(list)),
        el(
            "a",
            type("close"),
            at("href", "#matrix"),
            Html.text(texts.word("report.matrix.close"))));
  }

  private String said(Texts texts, int row, int column) {
    return texts.word(
        row == column ? "report.matrix.right" : "report.matrix.cell",
        "count",
        confusion.at(row, column),
        "expected",
        plain(texts, row),
        "said",
        plain(texts, column));
  }

  private String plain(Texts texts, int label) {
    String name = confusion.labels().get(label);
    return name.equals(Expected.NONE) ? texts.word("report.none") : name;
  }

  private static String id(int row, int column) {
    return "cell-" + row + "-" + column;
  }
}
