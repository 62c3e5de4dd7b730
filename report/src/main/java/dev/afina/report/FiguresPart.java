package dev.afina.report;

import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.outcomes.Figure;
import dev.afina.evaluation.outcomes.Figures;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What it does for the business: both sides' figures with their intervals, and what may be said.
record FiguresPart(Figures figures, Page page) {

  Html draw() {
    Texts texts = page.texts();
    List<Html> all = new ArrayList<>();
    all.add(
        el("p", texts.word("report.figures." + figures.design().name().toLowerCase(Locale.ROOT))));
    if (figures.broken())
      all.add(el("p", "warning", texts.word("report.figures.broken")));
    Table table =
        new Table(
            texts.word("report.figures.figure"),
            head(figures.first()),
            head(figures.second()),
            texts.word("report.figures.difference"));
    List<Html> said = new ArrayList<>();
    for (Figure figure : figures.figures()) {
      table.row(
          texts.word("report.figure." + figure.measure().name()),
          side(figure, figure.first()),
          side(figure, figure.second()),
          page.signed(figure.difference(), 1)
              + " ("
              + page.signed(figure.low(), 1)
              + " – "
              + page.signed(figure.high(), 1)
              + ")");
      said.add(el("li", texts.say(figure.finding())));
    }
    all.add(table.draw("means"));
    all.add(el("p", "note", texts.word("report.figures.note")));
    all.add(el("ul", type("said-of"), Html.all(said)));
    return Html.all(all);
  }

  private String head(Figures.Group group) {
    return page.texts()
        .word("report.figures.group", "name", group.name(), "n", group.conversations());
  }

  private String side(Figure figure, Figure.Side side) {
    Texts texts = page.texts();
    if (side.cases() == 0) return "–";
    boolean share = figure.measure().isShare();
    return share
        ? texts.word(
            "report.share",
            "share",
            texts.percent(side.value(), 1),
            "low",
            texts.number(100 * side.low(), 1),
            "high",
            texts.number(100 * side.high(), 1))
        : texts.word(
            "report.share",
            "share",
            texts.number(side.value(), 1),
            "low",
            texts.number(side.low(), 1),
            "high",
            texts.number(side.high(), 1));
  }
}
