package dev.afina.report;

import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.Lesson;
import dev.afina.evaluation.Results;
import dev.afina.evaluation.comparing.Scorecard;
import dev.afina.text.Texts;
import dev.afina.training.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The chapters of a project's report, in the order in which a project goes. One that has nothing
/// to tell is not there.
record Chapters(Dossier dossier, Page page) {
  private static final int WORSE = 8;

  record Chapter(String id, String title, Html content) {}

  List<Chapter> all() {
    ResultChapters results =
        switch (dossier.results()) {
          case Results.Intents intents -> new ResultChapters.Intents(intents, page);
          case Results.Chat chat -> new ResultChapters.Chat(chat, page);
        };
    Records records = dossier.records();
    FewPart few = new FewPart(page);
    List<Chapter> all = new ArrayList<>();
    all.add(chapter("case", theCase()));
    all.add(chapter("data", new MaterialPart(dossier.material(), page).draw(dossier.making())));
    MakingPart making = new MakingPart(dossier.making(), texts());
    all.add(chapter("training", making.trained()));
    all.add(chapter("results", results.numbers()));
    records.comparison().ifPresent(one -> all.add(chapter("comparison", compared(one))));
    records
        .crossValidation()
        .ifPresent(one -> all.add(chapter("crossvalidation", few.crossValidation(one))));
    records.growth().ifPresent(one -> all.add(chapter("growth", few.growth(one))));
    all.add(chapter("examples", results.beforeAndAfter()));
    all.add(chapter("errors", results.errors()));
    records
        .figures()
        .ifPresent(one -> all.add(chapter("business", new FiguresPart(one, page).draw())));
    all.add(chapter("next", results.next()));
    records
        .checklist()
        .ifPresent(one -> all.add(chapter("checklist", new ChecklistPart(one, texts()).draw())));
    all.add(chapter("lessons", lessons()));
    all.add(chapter("repeat", repeat(making)));
    return all;
  }

  private Chapter chapter(String id, Html content) {
    return new Chapter(id, texts().word("report.chapter." + id), content);
  }

  private Texts texts() {
    return page.texts();
  }

  private Html theCase() {
    List<Html> all = new ArrayList<>();
    if (!dossier.words().story().isBlank()) all.add(Prose.of(dossier.words().story()));
    List<String> labels = dossier.making().plan().labels();
    all.add(
        el(
            "p",
            labels.isEmpty()
                ? texts().word("report.case.chat")
                : texts()
                    .word(
                        "report.case.intents",
                        "n",
                        labels.size(),
                        "labels",
                        String.join(", ", labels))));
    String system = dossier.making().plan().system();
    if (!system.isBlank()) {
      all.add(el("p", texts().word("report.case.system")));
      all.add(el("blockquote", el("p", system)));
    }
    return Html.all(all);
  }

  private Html compared(Scorecard card) {
    ScorecardPart part = new ScorecardPart(card, page);
    return Html.all(
        List.of(
            el("p", texts().word("report.comparison.intro", "cases", card.cases())),
            part.entries(one -> one.all()),
            el("h3", texts().word("report.duels")),
            part.duels(),
            part.judge(),
            el("h3", texts().word("report.worse", "n", card.worse().total())),
            part.worse(WORSE),
            el("h3", texts().word("report.slices")),
            el("p", "lead", texts().word("report.slices.note")),
            part.slices(false),
            part.slices(true),
            changes(part, card)));
  }

  private Html changes(ScorecardPart part, Scorecard card) {
    if (card.changes().isEmpty()) return Html.nothing();
    return Html.all(
        List.of(
            el("h3", texts().word("report.changes")),
            el("p", "lead", texts().word("report.changes.note")),
            part.changes()));
  }

  private Html lessons() {
    Optional<Progress.Validated> best = Curve.of(dossier.making().events()).best();
    int epochs = dossier.making().plan().recipe().passes().epochs();
    List<Html> items = new ArrayList<>();
    for (Lesson lesson :
        Lesson.of(dossier.results(), best.map(Progress.Validated::epoch).orElse(epochs), epochs))
      items.add(el("li", texts().say(lesson)));
    Html own =
        dossier.words().lessons().isBlank()
            ? Html.nothing()
            : Html.all(
                List.of(
                    el("h3", texts().word("report.lessons.own")),
                    Prose.of(dossier.words().lessons())));
    return Html.all(List.of(el("ul", type("said-of"), Html.all(items)), own));
  }

  private Html repeat(MakingPart making) {
    List<Html> commands = new ArrayList<>();
    for (String command : dossier.use()) commands.add(el("pre", el("code", command)));
    return Html.all(
        List.of(
            el("h3", texts().word("report.use")),
            el("p", texts().word("report.use.note")),
            Html.all(commands),
            el("h3", texts().word("report.made.again")),
            el("pre", el("code", dossier.making().command())),
            el("p", texts().word("report.repeat.note")),
            making.digests()));
  }
}
