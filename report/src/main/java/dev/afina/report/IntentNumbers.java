package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.Expected;
import dev.afina.evaluation.Grade;
import dev.afina.evaluation.IntentResults;
import dev.afina.evaluation.IntentScore;
import dev.afina.evaluation.Score;
import dev.afina.evaluation.Trust;
import dev.afina.evaluation.Verdict;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/// The numbers of a classifier's test: who recognised how much, by kind and by intent, and how far
/// the probabilities can be believed.
record IntentNumbers(IntentResults results, Texts texts) {
  /// Of more intents than these, the weakest are drawn; the table has all.
  private static final int DRAWN = 15;

  /// All contestants with their intervals, on the cases that tell.
  Html contestants(Page page) {
    boolean onNew = results.hasNew();
    int total = results.model().telling().total();
    Dots dots =
        new Dots(
            Contestant.IN_EVERY_TEST.stream()
                .map(who ->
                    new Dots.Row(
                        ContestantName.of(who, texts),
                        results.of(who).telling(),
                        who == Contestant.MODEL))
                .toList(),
            OptionalDouble.of(1.0 / results.labels().size()));
    return page.figure(
        texts.word(onNew ? "report.dots.new" : "report.dots.all", "total", total),
        Html.all(
            List.of(
                dots.draw(texts),
                el("p", "note", texts.word("report.dots.note") + overAll(onNew)))));
  }

  private String overAll(boolean onNew) {
    if (!onNew) return "";
    return " "
        + texts.word(
            "report.allcases",
            "total",
            results.model().total(),
            "share",
            texts.percent(results.model().accuracy()));
  }

  /// Before, after and the grade, in three numbers.
  Html cards(Grade grade) {
    return el(
        "div",
        type("three"),
        card("report.card.after", results.model().telling()),
        card("report.card.before", results.untrained().telling()),
        el(
            "div",
            type("card"),
            el("p", "label", texts.word("report.grade")),
            el("p", type("big"), el("b", grade.letter().sign())),
            el("p", "note", texts.word("report.grade.scale"))));
  }

  private Html card(String key, Score score) {
    return el(
        "div",
        type("card"),
        el("p", "label", texts.word(key)),
        el("p", type("big"), el("b", texts.percent(score.accuracy()))),
        el(
            "p",
            "note",
            texts.word("report.ofcases", "correct", score.correct(), "total", score.total())
                + " · "
                + texts.word(
                    "report.between",
                    "low",
                    texts.number(Math.round(100 * score.low())),
                    "high",
                    texts.percent(score.high()))));
  }

  /// The sentence, with the test behind it in small letters.
  Html said(Verdict verdict) {
    double p =
        switch (verdict) {
          case Verdict.Better better -> better.p();
          case Verdict.NoEvidence none -> none.p();
          case Verdict.Worse worse -> worse.p();
          case Verdict.LessSurprised _, Verdict.AsSurprised _, Verdict.MoreSurprised _ -> 1;
        };
    return Html.all(
        List.of(
            Html.text(texts.say(verdict)),
            Html.text(" "),
            el("small", "(" + texts.word("report.p", "p", Chance.of(p, texts)) + ")")));
  }

  /// By kind and by intent, beside each other.
  Html kinds(Page page) {
    List<IntentScore> with =
        results.intents().stream().filter(intent -> intent.support() > 0).toList();
    boolean many = with.size() > DRAWN;
    List<Dots.Row> rows =
        (many
                ? with.stream()
                    .sorted(Comparator.comparingDouble(intent -> intent.score().accuracy()))
                    .limit(DRAWN)
                : with.stream())
            .map(intent -> new Dots.Row(name(intent.label()), intent.score(), true))
            .toList();
    return el(
        "div",
        type("two"),
        page.figure(texts.word("report.bykind"), page.kinds(results.kinds()).draw(texts)),
        page.figure(
            many
                ? texts.word("report.weakest", "shown", DRAWN, "all", with.size())
                : texts.word("report.byintent"),
            new Dots(rows, OptionalDouble.empty()).draw(texts)));
  }

  /// In scope, out of scope, and whether probabilities are what they say.
  Html trust() {
    Trust trust = results.trust();
    List<Html> all = new ArrayList<>();
    List<Dots.Row> rows = new ArrayList<>();
    rows.add(new Dots.Row(texts.word("report.inscope"), trust.inside(), true));
    if (trust.outside().total() > 0)
      rows.add(new Dots.Row(texts.word("report.outofscope"), trust.outside(), true));
    all.add(new Dots(rows, OptionalDouble.empty()).draw(texts));
    all.add(el("p", "note", threshold()));
    all.add(el("p", "note", believed(trust)));
    Html numbers = el("div", Html.all(all));
    if (trust.quality().reliability().bins().size() < 2) return numbers;
    return el(
        "div", type("two"), numbers, new Calibration(trust.quality().reliability()).draw(texts));
  }

  private String threshold() {
    return texts.word(
        "report.metrics.threshold",
        "threshold",
        texts.percent(results.model().threshold()),
        "restsOn",
        results.model().restsOn(),
        "rejected",
        results.outside().correct(),
        "of",
        results.outside().total());
  }

  private String believed(Trust trust) {
    String inside =
        texts.word(
            "report.trust.inside",
            "correct",
            trust.inside().correct(),
            "total",
            trust.inside().total(),
            "error",
            texts.percent(trust.quality().reliability().error()),
            "loss",
            texts.number(trust.quality().logLoss(), 2),
            "brier",
            texts.number(trust.quality().brier(), 2));
    if (trust.outside().total() == 0) return inside;
    return inside
        + " "
        + texts.word(
            "report.trust.outside",
            "auroc",
            texts.percent(trust.auroc()),
            "rejected",
            texts.percent(trust.outsideAt95()));
  }

  Html metrics() {
    List<Html> heads = new ArrayList<>();
    for (String key : List.of("intent", "precision", "recall", "f1", "support"))
      heads.add(el("th", at("scope", "col"), Html.text(texts.word("report.metrics." + key))));
    List<Html> rows = new ArrayList<>();
    rows.add(average("report.metrics.macro", results.macro()));
    rows.add(average("report.metrics.weighted", results.weighted()));
    for (IntentScore intent : results.intents())
      rows.add(
          el(
              "tr",
              el("th", at("scope", "row"), Html.text(name(intent.label()))),
              number(intent.precision()),
              number(intent.recall()),
              number(intent.f1()),
              el("td", texts.number(intent.support()))));
    return el(
        "table",
        type("numbers"),
        el("thead", el("tr", Html.all(heads))),
        el("tbody", Html.all(rows)));
  }

  private Html average(String key, IntentScore.Average mean) {
    return el(
        "tr",
        type("mean"),
        el("th", at("scope", "row"), Html.text(texts.word(key))),
        number(mean.precision()),
        number(mean.recall()),
        number(mean.f1()),
        el("td"));
  }

  private Html number(double value) {
    return el("td", texts.number(value, 2));
  }

  private String name(String label) {
    return label.equals(Expected.NONE) ? texts.word("report.none") : label;
  }
}
