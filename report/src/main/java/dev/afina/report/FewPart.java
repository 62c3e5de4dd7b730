package dev.afina.report;

import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.Score;
import dev.afina.evaluation.Verdict;
import dev.afina.evaluation.few.CrossValidation;
import dev.afina.evaluation.few.Growth;
import dev.afina.evaluation.few.GrowthCurve;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// What few examples can tell, drawn.
record FewPart(Page page) {

  Html crossValidation(CrossValidation validation) {
    Texts texts = page.texts();
    List<Dots.Row> rows =
        validation.entries().stream().map(entry -> row(entry, validation.sentences())).toList();
    List<Gaps.Row> gaps = new ArrayList<>();
    List<Html> said = new ArrayList<>();
    for (CrossValidation.Duel duel : validation.duels()) {
      gaps.add(
          new Gaps.Row(
              name(duel.than()),
              duel.points(),
              duel.low(),
              duel.high(),
              !(duel.verdict() instanceof Verdict.NoEvidence),
              Chance.of(duel.corrected(), page.texts())));
      said.add(el("li", texts.say(duel.verdict())));
    }
    return Html.all(
        List.of(
            el(
                "p",
                texts.word(
                    "report.cv.intro",
                    "sentences",
                    validation.sentences(),
                    "folds",
                    validation.division().folds(),
                    "repeats",
                    validation.division().repeats(),
                    "learned",
                    Math.round(validation.division().learned()))),
            new Dots(rows, OptionalDouble.empty()).draw(texts),
            el("h3", texts.word("report.duels")),
            new Gaps(gaps, texts.word("report.gaps.worse"), texts.word("report.gaps.better"))
                .draw(texts),
            el("p", "note", texts.word("report.cv.note")),
            el("ul", type("said-of"), Html.all(said)),
            missed(validation)));
  }

  private Dots.Row row(CrossValidation.Entry entry, int sentences) {
    double least = entry.folds().stream().mapToDouble(one -> one).min().orElse(0);
    double most = entry.folds().stream().mapToDouble(one -> one).max().orElse(0);
    String folds =
        page.texts()
            .word(
                "report.cv.folds",
                "least",
                page.texts().percent(least),
                "most",
                page.texts().percent(most));
    Score score =
        new Score(
            (int) Math.round(entry.accuracy() * sentences),
            sentences,
            entry.accuracy(),
            entry.low(),
            entry.high());
    return new Dots.Row(
        name(entry.who()), score, entry.who() == Contestant.MODEL, folds, OptionalDouble.empty());
  }

  private Html missed(CrossValidation validation) {
    if (validation.missed().isEmpty()) return Html.nothing();
    Texts texts = page.texts();
    Table table =
        new Table(
            texts.word("report.wrong.text"),
            texts.word("report.wrong.expected"),
            texts.word("report.wrong.said"));
    for (CrossValidation.Missed one : validation.missed())
      table.row(one.text(), one.expected(), one.answer());
    return Html.all(
        List.of(
            el("h3", texts.word("report.cv.missed", "n", validation.missed().size())),
            el("p", "lead", texts.word("report.cv.missed.note")),
            table.draw("missed")));
  }

  Html growth(Growth growth) {
    Texts texts = page.texts();
    List<Html> said = new ArrayList<>();
    for (GrowthCurve curve : growth.curves())
      said.add(el("li", el("b", name(curve.who()) + ": "), Html.text(texts.say(curve.outlook()))));
    return Html.all(
        List.of(
            el("p", texts.word("report.growth.intro", "folds", growth.folds())),
            el("figure", new GrowthPicture(growth).draw(texts)),
            el("ul", type("said-of"), Html.all(said))));
  }

  private String name(Contestant who) {
    return ContestantName.of(who, page.texts());
  }
}
