package dev.afina.report;

import static dev.afina.report.Html.el;

import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.Judged;
import dev.afina.evaluation.Results;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What a test's kind decides: the chapters about numbers, examples, errors and what is next.
sealed interface ResultChapters {
  Html numbers();

  Html beforeAndAfter();

  Html errors();

  Html next();

  /// Of a model that tells intents apart.
  record Intents(Results.Intents test, Page page) implements ResultChapters {
    private static final int GAINED = 8;
    private static final int LOST = 5;
    private static final int WRONG = 40;

    private Texts texts() {
      return page.texts();
    }

    @Override
    public Html numbers() {
      IntentNumbers numbers = new IntentNumbers(test.results(), texts());
      return Html.all(
          List.of(
              el("p", numbers.said(test.results().telling().untrained())),
              el("p", numbers.said(test.results().telling().linear())),
              numbers.contestants(page),
              page.grade(test.analysis().grade(), test.results().hasNew()),
              numbers.kinds(page),
              el("h3", texts().word("report.trust")),
              numbers.trust(),
              el("h3", texts().word("report.metrics")),
              numbers.metrics()));
    }

    /// Sentences that training won, and those that it lost: new ones first.
    @Override
    public Html beforeAndAfter() {
      List<Judged> gained = cases(true);
      List<Judged> lost = cases(false);
      return Html.all(
          List.of(
              el("p", texts().word("report.examples.intro")),
              el("h3", texts().word("report.examples.gained", "n", gained.size())),
              table(gained, GAINED),
              el("h3", texts().word("report.examples.lost", "n", lost.size())),
              table(lost, LOST)));
    }

    private List<Judged> cases(boolean gained) {
      return test.results().cases().stream()
          .filter(one -> one.right().model() == gained && one.right().untrained() != gained)
          .sorted(Comparator.comparing(one -> one.kind() != CaseKind.NEW))
          .toList();
    }

    private Html table(List<Judged> cases, int most) {
      if (cases.isEmpty()) return el("p", texts().word("report.examples.none"));
      ErrorsPart errors = new ErrorsPart(test.results(), texts());
      Table table =
          new Table(
              texts().word("report.wrong.text"),
              texts().word("report.wrong.expected"),
              texts().word("report.contestant.UNTRAINED"),
              texts().word("report.contestant.MODEL"));
      for (Judged one : cases.subList(0, Math.min(most, cases.size())))
        table.row(
            one.text(),
            errors.expected(one.expected()),
            (one.right().untrained() ? "✓ " : "✗ ")
                + texts().word(one.right().untrained() ? "report.right" : "report.notright"),
            (one.right().model() ? "✓ " : "✗ ") + errors.answer(one));
      return Html.all(
          List.of(
              table.draw("examples"),
              cases.size() > most
                  ? el("p", "note", texts().word("report.more", "n", cases.size() - most))
                  : Html.nothing()));
    }

    @Override
    public Html errors() {
      ErrorsPart errors = new ErrorsPart(test.results(), texts());
      return Html.all(
          List.of(
              new ConfusionPart(test.results().confusion(), List.of(), texts()).draw(),
              errors.wrong(WRONG),
              errors.patterns()));
    }

    @Override
    public Html next() {
      return page.next(test.analysis().advice(), test.analysis().next());
    }
  }

  /// Of a model that answers.
  record Chat(Results.Chat test, Page page) implements ResultChapters {
    private static final int ANSWERS = 8;

    private Texts texts() {
      return page.texts();
    }

    @Override
    public Html numbers() {
      ChatNumbers numbers = new ChatNumbers(test.results(), texts());
      List<Html> all = new ArrayList<>();
      all.add(el("p", texts().say(test.results().surprise())));
      all.add(numbers.cards());
      if (test.results().model().complete().total() > 0) {
        all.add(el("p", texts().say(test.results().comparison().unseen())));
        all.add(numbers.complete(page));
      }
      all.add(
          test.analysis()
              .grade()
              .map(grade -> page.grade(grade, true))
              .orElseGet(() -> el("p", texts().word("report.grade.none"))));
      if (!test.results().kinds().isEmpty())
        all.add(
            page.figure(
                texts().word("report.kinds.chat"),
                page.kinds(test.results().kinds()).draw(texts())));
      return Html.all(all);
    }

    @Override
    public Html beforeAndAfter() {
      return new ChatNumbers(test.results(), texts()).answers(ANSWERS);
    }

    /// What was not said, and what was cut.
    @Override
    public Html errors() {
      Table table =
          new Table(
              texts().word("report.wrong.text"),
              texts().word("report.chat.missing"),
              texts().word("report.chat.cutOff"));
      for (var one : test.results().cases())
        if (!one.tuned().missing().isEmpty() || !one.tuned().finished())
          table.row(
              one.question().getLast().content(),
              String.join(", ", one.tuned().missing()),
              one.tuned().finished() ? "" : texts().word("report.chat.cut"));
      return table.isEmpty()
          ? el("p", texts().word("report.errs.none"))
          : Html.all(List.of(el("p", texts().word("report.chat.errors")), table.draw("missing")));
    }

    @Override
    public Html next() {
      return page.next(test.analysis().advice(), test.analysis().next());
    }
  }
}
