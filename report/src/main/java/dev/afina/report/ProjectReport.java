package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.core.Digest;
import dev.afina.evaluation.Conclusion;
import dev.afina.evaluation.Results;
import dev.afina.report.Chapters.Chapter;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A project from its case to its lessons, to be read and handed in: as a page and as a PDF with
/// the same content. The same dossier gives the same bytes.
public final class ProjectReport {
  /// On paper a picture needs a place: pixels of the picture, and around it for its words.
  private static final Map<String, Dom.Frame> FRAMES =
      Map.of(
          "share", new Dom.Frame(8, 1, 214, 24, 8, 1),
          "axis", new Dom.Frame(8, 0, 214, 32, 8, 0),
          "losses", new Dom.Frame(34, 18, 420, 170, 140, 44),
          "growth", new Dom.Frame(34, 18, 420, 190, 140, 44),
          "calibration", new Dom.Frame(40, 8, 200, 200, 16, 40),
          "heat", new Dom.Frame(2, 2, 400, 400, 2, 2));

  private final Dossier dossier;
  private final Page page;
  private final Texts texts;
  private final List<Chapter> chapters;

  private ProjectReport(Dossier dossier, Locale locale) {
    this.dossier = dossier;
    this.texts = Texts.in(locale);
    this.page = new Page(texts);
    this.chapters = new Chapters(dossier, page).all();
  }

  public static String html(Dossier dossier, Locale locale) {
    ProjectReport report = new ProjectReport(dossier, locale);
    List<Html> all = new ArrayList<>(List.of(report.cover(), report.contents()));
    all.addAll(report.sections());
    return report.page.document(report.name(), all).page();
  }

  public static byte[] pdf(Dossier dossier, Locale locale) {
    ProjectReport report = new ProjectReport(dossier, locale);
    List<Html> all = new ArrayList<>(List.of(report.cover(), report.contents()));
    all.addAll(report.sections());
    Html paper = report.page.document(report.name(), "paper.css", all.toArray(Html[]::new));
    return Pdf.of(paper, FRAMES, Digest.of(paper.markup()).hex().hashCode());
  }

  private String name() {
    return dossier.making().project();
  }

  private Html cover() {
    List<Html> all = new ArrayList<>();
    all.add(el("p", "kicker", texts.word("report.project")));
    all.add(el("h1", name()));
    switch (dossier.results()) {
      case Results.Intents(var results, var analysis) -> {
        IntentNumbers numbers = new IntentNumbers(results, texts);
        all.add(el("p", "conclusion", texts.say(Conclusion.of(results))));
        all.add(page.warnings(results.basis()));
        all.add(numbers.cards(analysis.grade()));
        all.add(el("p", texts.say(results.telling().untrained())));
        all.add(el("p", texts.say(results.telling().linear())));
      }
      case Results.Chat(var results, var _) -> {
        all.add(el("p", "conclusion", texts.say(Conclusion.of(results))));
        all.add(page.warnings(results.basis()));
        all.add(new ChatNumbers(results, texts).cards());
        all.add(el("p", texts.say(results.surprise())));
      }
    }
    all.add(
        el(
            "p",
            "note",
            texts.word(
                "report.project.made",
                "versions",
                dossier.making().versions(),
                "plan",
                dossier.making().plan().digest().brief())));
    return el("header", type("cover"), Html.all(all));
  }

  private Html contents() {
    List<Html> items = new ArrayList<>();
    for (Chapter chapter : chapters)
      items.add(el("li", el("a", at("href", "#" + chapter.id()), Html.text(chapter.title()))));
    return el(
        "nav",
        type("contents"),
        at("aria-label", texts.word("report.contents")),
        el("h2", texts.word("report.contents")),
        el("ol", Html.all(items)));
  }

  private List<Html> sections() {
    return chapters.stream()
        .map(chapter -> page.section(chapter.id(), chapter.title(), chapter.content()))
        .toList();
  }
}
