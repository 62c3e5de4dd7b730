package dev.afina.report;

import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.Conclusion;
import dev.afina.evaluation.IntentAnalysis;
import dev.afina.evaluation.IntentResults;
import dev.afina.text.Texts;
import java.util.List;

/// The report of a classifier, from the verdict down to what it was made of.
record IntentPage(IntentResults results, IntentAnalysis analysis, Making making, Texts texts) {
  private static final int WRONG = 200;

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
    IntentNumbers numbers = new IntentNumbers(results, texts);
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
        el("p", type("lede"), numbers.said(results.telling().untrained())),
        el("p", type("lede"), numbers.said(results.telling().linear())),
        el(
            "div",
            type("verdict"),
            numbers.contestants(page),
            page.grade(analysis.grade(), results.hasNew())));
  }

  private Html errors(Page page) {
    ErrorsPart errors = new ErrorsPart(results, texts);
    return page.section(
        "errors",
        texts.word("report.errs"),
        new ConfusionPart(results.confusion(), results.cases(), texts).draw(),
        errors.wrong(WRONG),
        errors.patterns());
  }

  private Html kinds(Page page) {
    IntentNumbers numbers = new IntentNumbers(results, texts);
    return page.section(
        "kinds",
        texts.word("report.kinds"),
        numbers.kinds(page),
        el("h3", texts.word("report.trust")),
        numbers.trust(),
        el("h3", texts.word("report.metrics")),
        numbers.metrics());
  }
}
