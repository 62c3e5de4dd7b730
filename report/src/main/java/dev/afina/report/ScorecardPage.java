package dev.afina.report;

import static dev.afina.report.Html.el;

import dev.afina.evaluation.Verdict;
import dev.afina.evaluation.comparing.AnswerSheet;
import dev.afina.evaluation.comparing.Recognition;
import dev.afina.evaluation.comparing.Scorecard;
import dev.afina.evaluation.comparing.Scorecard.Entry;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A comparison of everybody on the same cases, as one page: the verdict, what got worse, then the
/// numbers. What is shown is limited, so that it is as quick and as small for 100,000 cases.
public final class ScorecardPage {
  private static final int WORSE = 25;

  private ScorecardPage() {}

  /// @param project its name
  /// @param sheets everybody's answers, the tuned model's first
  public static String html(
      String project, Scorecard card, List<AnswerSheet> sheets, Locale locale) {
    Page page = new Page(Texts.in(locale));
    ScorecardPart part = new ScorecardPart(card, page);
    SheetsPart answers = new SheetsPart(sheets, card.machineHour(), page);
    List<Html> sections = new ArrayList<>();
    sections.add(header(project, card, part, page));
    sections.add(
        page.section(
            "worse",
            page.texts().word("report.worse", "n", card.worse().total()),
            part.worse(WORSE)));
    sections.add(
        page.section("duels", page.texts().word("report.duels"), part.duels(), part.judge()));
    sections.add(parts(card, part, page));
    answers.model().ifPresent(one -> sections.add(recognition(one, answers, page)));
    if (sheets.stream().anyMatch(sheet -> !sheet.means().isEmpty()))
      sections.add(page.section("means", page.texts().word("report.means"), answers.means()));
    if (sheets.stream().anyMatch(sheet -> sheet.seconds().isPresent()))
      sections.add(page.section("effort", page.texts().word("report.effort"), answers.effort()));
    return page.document(project, sections).page();
  }

  private static Html header(String project, Scorecard card, ScorecardPart part, Page page) {
    Texts texts = page.texts();
    List<Html> all = new ArrayList<>();
    all.add(
        el(
            "p",
            "kicker",
            project
                + " · "
                + texts.word(
                    "report.kicker.scorecard",
                    "cases",
                    card.cases(),
                    "groups",
                    card.groups() == card.cases() ? 0 : card.groups())));
    Verdict verdict = card.duels().getFirst().verdict();
    all.add(el("h1", texts.word(headline(verdict), "cases", card.cases())));
    all.add(el("p", "lede", texts.say(verdict)));
    all.add(
        page.figure(
            texts.word("report.dots.all", "total", card.cases()),
            Html.all(
                List.of(
                    part.entries(Entry::all), el("p", "note", texts.word("report.dots.note"))))));
    int fresh = card.entries().getFirst().fresh().total();
    if (fresh > 0 && fresh < card.cases())
      all.add(
          page.figure(texts.word("report.dots.new", "total", fresh), part.entries(Entry::fresh)));
    return el("header", Html.all(all));
  }

  private static String headline(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Better _, Verdict.LessSurprised _ -> "report.headline.better";
      case Verdict.NoEvidence _, Verdict.AsSurprised _ -> "report.headline.none";
      case Verdict.Worse _, Verdict.MoreSurprised _ -> "report.headline.worse";
    };
  }

  private static Html parts(Scorecard card, ScorecardPart part, Page page) {
    Texts texts = page.texts();
    List<Html> all = new ArrayList<>();
    all.add(el("p", texts.word("report.slices.note")));
    all.add(page.figure(texts.word("report.bykind"), part.slices(false)));
    if (card.slices().stream().anyMatch(Scorecard.Slice::tag))
      all.add(page.figure(texts.word("report.bytag"), part.slices(true)));
    if (!card.changes().isEmpty()) {
      all.add(el("h3", texts.word("report.changes")));
      all.add(el("p", texts.word("report.changes.note")));
      all.add(part.changes());
    }
    return page.section("kinds", texts.word("report.slices"), all.toArray(Html[]::new));
  }

  private static Html recognition(Recognition model, SheetsPart answers, Page page) {
    Texts texts = page.texts();
    return page.section(
        "recognition",
        texts.word("report.recognition"),
        answers.recognition(),
        model.given().bins().size() > 1
            ? new Calibration(model.given()).draw(texts)
            : Html.nothing(),
        el("h3", texts.word("report.errs")),
        new ConfusionPart(model.confusion(), List.of(), texts).draw());
  }
}
