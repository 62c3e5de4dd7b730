package dev.afina.report;

import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.Score;
import dev.afina.evaluation.Verdict;
import dev.afina.evaluation.comparing.Duel;
import dev.afina.evaluation.comparing.JudgeReport;
import dev.afina.evaluation.comparing.Scorecard;
import dev.afina.evaluation.comparing.Scorecard.Entry;
import dev.afina.evaluation.comparing.Scorecard.Lost;
import dev.afina.evaluation.comparing.Scorecard.Slice;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/// What a comparison on the same cases came to, piece by piece.
record ScorecardPart(Scorecard card, Page page) {

  private Texts texts() {
    return page.texts();
  }

  /// Everybody's share with its interval.
  Html entries(Function<Entry, Score> score) {
    return new Dots(
            card.entries().stream()
                .map(one ->
                    new Dots.Row(
                        ContestantName.of(one.who(), one.name(), texts()),
                        score.apply(one),
                        one.who() == Contestant.MODEL))
                .toList(),
            OptionalDouble.empty())
        .draw(texts());
  }

  /// Lost cases one by one, the first `most` of them.
  Html worse(int most) {
    if (card.worse().total() == 0) return el("p", texts().word("report.worse.none"));
    Table table =
        new Table(
            texts().word("report.wrong.text"),
            texts().word("report.worse.before"),
            texts().word("report.worse.now"),
            texts().word("report.worse.failed"));
    List<Lost> lost = card.worse().first();
    for (Lost one : lost.subList(0, Math.min(most, lost.size())))
      table.row(one.question(), one.before(), one.answer(), String.join(", ", one.failed()));
    int hidden = card.worse().total() - Math.min(most, lost.size());
    return Html.all(
        List.of(
            table.draw("worse"),
            hidden > 0
                ? el("p", "note", texts().word("report.more", "n", hidden))
                : Html.nothing()));
  }

  /// The tuned model against each: the differences, and each in words.
  Html duels() {
    List<Gaps.Row> rows = new ArrayList<>();
    List<Html> said = new ArrayList<>();
    for (Duel duel : card.duels()) {
      rows.add(
          new Gaps.Row(
              ContestantName.of(duel.than(), duel.name(), texts()),
              points(duel.verdict()),
              duel.low(),
              duel.high(),
              !(duel.verdict() instanceof Verdict.NoEvidence),
              Chance.of(duel.corrected(), texts())));
      said.add(
          el(
              "li",
              Html.text(texts().say(duel.verdict())),
              Html.text(" "),
              el("small", "(" + behind(duel) + ")")));
    }
    return Html.all(
        List.of(
            new Gaps(rows, texts().word("report.gaps.worse"), texts().word("report.gaps.better"))
                .draw(texts()),
            el(
                "p",
                "note",
                texts()
                    .word(
                        card.clustered() ? "report.duels.clustered" : "report.duels.note",
                        "groups",
                        card.groups())),
            el("ul", type("said-of"), Html.all(said))));
  }

  /// The test behind a sentence. Where nothing is shown the sentence itself says what could be.
  private String behind(Duel duel) {
    String p = Chance.of(duel.corrected(), texts());
    if (duel.verdict() instanceof Verdict.NoEvidence || duel.detectable() >= 100) return p;
    return texts().word("report.duel", "p", p, "detectable", duel.detectable());
  }

  private static double points(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Better better -> better.points();
      case Verdict.NoEvidence none -> none.points();
      case Verdict.Worse worse -> worse.points();
      case Verdict.LessSurprised _, Verdict.AsSurprised _, Verdict.MoreSurprised _ -> 0;
    };
  }

  /// The cases in parts, the tuned model beside its base.
  Html slices(boolean tags) {
    List<Dots.Row> rows =
        card.slices().stream().filter(one -> one.tag() == tags).map(this::row).toList();
    return rows.isEmpty() ? Html.nothing() : new Dots(rows, OptionalDouble.empty()).draw(texts());
  }

  private Dots.Row row(Slice slice) {
    String base =
        texts()
            .word(
                "report.slice",
                "n",
                slice.model().total(),
                "base",
                texts().percent(slice.base().accuracy()),
                "p",
                Chance.of(slice.p(), texts()));
    String name = slice.tag() ? TagName.of(slice.name(), texts()) : kind(slice.name());
    return new Dots.Row(
        name, slice.model(), true, base, OptionalDouble.of(slice.base().accuracy()));
  }

  private String kind(String word) {
    return texts().word("report.kind." + word.toUpperCase(Locale.ROOT));
  }

  /// How often an answer changed although nothing that matters had.
  Html changes() {
    return new Dots(
            card.changes().stream()
                .map(one -> new Dots.Row(TagName.of(one.tag(), texts()), one.changed(), false))
                .toList(),
            OptionalDouble.empty())
        .draw(texts());
  }

  /// What a judge said, and whether it may be believed; nothing where none was asked.
  Html judge() {
    if (card.judge().isEmpty()) return Html.nothing();
    JudgeReport report = card.judge().get();
    List<Html> all = new ArrayList<>();
    all.add(el("h3", texts().word("report.judge")));
    all.add(el("p", texts().say(report.trust())));
    report.bill().ifPresent(bill -> all.add(el("p", "note", texts().say(bill.cost()))));
    report
        .preferences()
        .ifPresent(one ->
            all.add(
                el(
                    "p",
                    texts()
                        .word(
                            "report.judge.preferred",
                            "wins",
                            one.wins(),
                            "losses",
                            one.losses(),
                            "ties",
                            one.ties(),
                            "p",
                            Chance.of(one.p(), texts())))));
    return Html.all(all);
  }
}
