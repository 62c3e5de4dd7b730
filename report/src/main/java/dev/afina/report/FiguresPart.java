package dev.afina.report;

import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.outcomes.Caution;
import dev.afina.evaluation.outcomes.Figure;
import dev.afina.evaluation.outcomes.Figures;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// What it does for the business: what is to be known first, both sides' figures with their
/// intervals, and what may be said.
record FiguresPart(Figures figures, Page page) {

  Html draw() {
    Texts texts = page.texts();
    List<Html> all = new ArrayList<>();
    for (Caution caution : figures.cautions())
      all.add(
          el(
              "p",
              caution instanceof Caution.LookedAtOnce ? "note" : "warning",
              texts.say(caution)));
    Table table =
        new Table(
            texts.word("report.figures.figure"),
            head(figures.first()),
            head(figures.second()),
            texts.word("report.figures.difference"));
    List<Html> said = new ArrayList<>();
    for (Figure figure : figures.figures()) {
      table.row(
          texts.word(figure.measure()),
          side(figure, figure.first()),
          side(figure, figure.second()),
          difference(figure.difference()));
      said.add(
          el(
              "li",
              el("b", texts.word(figure.measure()) + ": "),
              Html.text(texts.say(figure.finding()))));
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
    if (side.cases() == 0) return "–";
    Texts texts = page.texts();
    boolean share = figure.measure().isShare();
    double scale = share ? 100 : 1;
    return texts.word(
        "report.share",
        "share",
        share ? texts.percent(side.value(), 1) : texts.number(side.value(), 1),
        "low",
        texts.number(scale * side.low(), 1),
        "high",
        texts.number(scale * side.high(), 1));
  }

  private String difference(Figure.Difference difference) {
    return page.texts()
        .word(
            "report.share",
            "share",
            page.signed(difference.value(), 1),
            "low",
            page.signed(difference.low(), 1),
            "high",
            page.signed(difference.high(), 1));
  }
}
