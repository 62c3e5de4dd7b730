package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.Conclusion;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.ErrorPattern;
import dev.afina.evaluation.Expected;
import dev.afina.evaluation.IntentAnalysis;
import dev.afina.evaluation.IntentResults;
import dev.afina.evaluation.IntentScore;
import dev.afina.evaluation.Judged;
import dev.afina.evaluation.Trust;
import dev.afina.evaluation.Verdict;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The report of a classifier, from the verdict down to what it was made of.
record IntentPage(IntentResults results, IntentAnalysis analysis, Making making, Texts texts) {

  Html draw() {
    Page page = new Page(texts);
    return page.document(
        making.project(),
        List.of(
            verdict(page),
            errors(page),
            page.advice(analysis.advice(), analysis.next()),
            kinds(page),
            new MakingPart(making, texts).training(page),
            new MakingPart(making, texts).madeOf(page)));
  }

  private Html verdict(Page page) {
    boolean onNew = results.hasNew();
    int total = results.model().telling().total();
    String caption = texts.word(onNew ? "report.dots.new" : "report.dots.all", "total", total);
    return el(
        "header",
        el(
            "p",
            "kicker",
            making.project()
                + " · "
                + texts.word(
                    "report.kicker.intents",
                    "labels",
                    results.labels().size(),
                    "base",
                    making.plan().base())),
        el("h1", texts.say(Conclusion.of(results))),
        page.warnings(results.basis()),
        el("p", type("lede"), said(results.telling().untrained())),
        el("p", type("lede"), said(results.telling().linear())),
        el(
            "div",
            type("verdict"),
            page.figure(
                caption,
                Html.all(
                    List.of(
                        contestants().draw(texts),
                        el("p", "note", texts.word("report.dots.note") + overAll(onNew))))),
            page.grade(analysis.grade(), onNew)));
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

  /// The sentence, with the test behind it in small letters.
  private Html said(Verdict verdict) {
    double p =
        switch (verdict) {
          case Verdict.Better better -> better.p();
          case Verdict.NoEvidence none -> none.p();
          case Verdict.Worse worse -> worse.p();
          case Verdict.LessSurprised _, Verdict.AsSurprised _, Verdict.MoreSurprised _ -> 1;
        };
    String shown =
        p < 0.001 ? "p < " + texts.number(0.001, 3) : "p = " + texts.number(p, p < 0.1 ? 3 : 2);
    return Html.all(
        List.of(
            Html.text(texts.say(verdict)),
            Html.text(" "),
            el("small", "(" + texts.word("report.p", "p", shown) + ")")));
  }

  private Dots contestants() {
    return new Dots(
        Contestant.IN_EVERY_TEST.stream()
            .map(who ->
                new Dots.Row(
                    texts.word("report.contestant." + who.name()),
                    results.of(who).telling(),
                    who == Contestant.MODEL))
            .toList(),
        OptionalDouble.of(1.0 / results.labels().size()));
  }

  private Html errors(Page page) {
    List<Judged> wrong = results.cases().stream().filter(one -> !one.right().model()).toList();
    boolean several =
        results.cases().stream()
            .anyMatch(one -> one.expected() instanceof Expected.OneOf(var all) && all.size() > 1);
    return page.section(
        "errors",
        texts.word("report.errs"),
        el(
            "p",
            texts.word("report.matrix.caption")
                + (several ? " " + texts.word("report.matrix.several") : "")),
        new Matrix(results.confusion(), results.cases()).draw(texts),
        wrong.isEmpty() ? el("p", texts.word("report.errs.none")) : wrong(wrong),
        patterns());
  }

  private Html wrong(List<Judged> wrong) {
    List<Html> rows = new ArrayList<>();
    for (Judged one : wrong) {
      rows.add(
          el(
              "tr",
              cell("text", "report.wrong.text", Html.text(one.text())),
              cell("", "report.wrong.expected", Html.text(expected(one.expected()))),
              cell("", "report.wrong.said", Html.text(answer(one))),
              cell("sure", "report.wrong.sure", sure(one.probability())),
              cell("", "report.wrong.kind", Html.text(texts.word(one.kind())))));
    }
    List<Html> heads = new ArrayList<>();
    for (String key : List.of("text", "expected", "said", "sure", "kind"))
      heads.add(el("th", at("scope", "col"), Html.text(texts.word("report.wrong." + key))));
    return Html.all(
        List.of(
            el("h3", texts.word("report.wrong", "count", wrong.size())),
            el(
                "table",
                type("cases"),
                el("thead", el("tr", Html.all(heads))),
                el("tbody", Html.all(rows)))));
  }

  private Html cell(String type, String key, Html content) {
    return el("td", type(type), at("data-label", texts.word(key)), el("span", content));
  }

  private Html sure(double probability) {
    return el(
        "span",
        type("bar"),
        at("style", "--share:" + Svg.percent(100 * probability)),
        Html.text(texts.percent(probability)));
  }

  private String expected(Expected expected) {
    return switch (expected) {
      case Expected.None() -> texts.word("report.none");
      case Expected.OneOf(var labels) -> {
        String said = labels.first();
        for (String next : labels.tailSet(labels.first()))
          if (!next.equals(labels.first()))
            said = texts.word("report.wrong.or", "first", said, "second", next);
        yield said;
      }
    };
  }

  private String answer(Judged one) {
    return one.predicted().equals(Expected.NONE)
        ? texts.word("report.wrong.rejected", "label", one.likeliest())
        : one.predicted();
  }

  /// Each pattern with the interval of its share: few cases, long lines.
  private Html patterns() {
    if (results.patterns().isEmpty()) return Html.nothing();
    List<Html> items = new ArrayList<>();
    for (ErrorPattern pattern : results.patterns()) {
      switch (pattern) {
        case ErrorPattern.Confused pair ->
            items.add(
                el(
                    "li",
                    Html.text(
                        texts.word(key(pair), "expected", pair.expected(), "said", pair.predicted())
                            + ": "),
                    el(
                        "b",
                        texts.word("report.ofcases", "correct", pair.times(), "total", pair.of())),
                    Html.text(" "),
                    el("small", texts.percent(pair.low()) + " – " + texts.percent(pair.high()))));
        case ErrorPattern.Concentrated _, ErrorPattern.Worded _ -> items.add(el("li", texts.say(pattern)));
      }
    }
    return Html.all(
        List.of(
            el("h3", texts.word("report.patterns")), el("ul", type("patterns"), Html.all(items))));
  }

  private static String key(ErrorPattern.Confused pair) {
    if (pair.expected().equals(Expected.NONE)) return "report.pattern.accepted";
    if (pair.predicted().equals(Expected.NONE)) return "report.pattern.missed";
    return "report.pattern.confused";
  }

  private Html kinds(Page page) {
    List<Dots.Row> intents =
        results.intents().stream()
            .filter(intent -> intent.support() > 0)
            .map(intent -> new Dots.Row(name(intent.label()), intent.score(), true))
            .toList();
    return page.section(
        "kinds",
        texts.word("report.kinds"),
        el(
            "div",
            type("two"),
            page.figure(texts.word("report.bykind"), page.kinds(results.kinds()).draw(texts)),
            page.figure(
                texts.word("report.byintent"),
                new Dots(intents, OptionalDouble.empty()).draw(texts))),
        el("h3", texts.word("report.metrics")),
        metrics(),
        el(
            "p",
            "note",
            texts.word(
                "report.metrics.threshold",
                "threshold",
                texts.percent(results.model().threshold()),
                "restsOn",
                results.model().restsOn(),
                "rejected",
                results.outside().correct(),
                "of",
                results.outside().total())),
        el("p", "note", trust()));
  }

  /// How far the probabilities can be believed, inside and outside the intents.
  private String trust() {
    Trust trust = results.trust();
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

  private Html metrics() {
    List<Html> heads = new ArrayList<>();
    for (String key : List.of("intent", "precision", "recall", "f1", "support"))
      heads.add(el("th", at("scope", "col"), Html.text(texts.word("report.metrics." + key))));
    List<Html> rows = new ArrayList<>();
    for (IntentScore intent : results.intents())
      rows.add(
          el(
              "tr",
              el("th", at("scope", "row"), Html.text(name(intent.label()))),
              number(intent.precision()),
              number(intent.recall()),
              number(intent.f1()),
              el("td", texts.number(intent.support()))));
    rows.add(average("report.metrics.macro", results.macro()));
    rows.add(average("report.metrics.weighted", results.weighted()));
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
