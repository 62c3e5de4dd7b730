package dev.afina.report;

import static dev.afina.report.Html.el;

import dev.afina.dataset.cost.MachineHour;
import dev.afina.evaluation.Score;
import dev.afina.evaluation.comparing.AnswerSheet;
import dev.afina.evaluation.comparing.Recognition;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What everybody's answers say beyond passed and failed: a table each.
///
/// @param sheets the tuned model's first
/// @param hour what this machine costs, if anybody said so
record SheetsPart(List<AnswerSheet> sheets, Optional<MachineHour> hour, Page page) {

  /// What graders measured of each, as means.
  Html means() {
    TreeSet<String> graders = new TreeSet<>();
    sheets.forEach(sheet -> graders.addAll(sheet.means().keySet()));
    List<String> heads = new ArrayList<>(List.of(texts().word("report.who")));
    graders.forEach(grader ->
        heads.add(
            texts().has("report.mark." + grader) ? texts().word("report.mark." + grader) : grader));
    Table table = new Table(heads.toArray(String[]::new));
    for (AnswerSheet sheet : sheets)
      table.row(
          name(sheet),
          graders.stream()
              .map(grader -> sheet.means().get(grader))
              .map(mean -> mean == null ? "–" : texts().number(mean, 2))
              .toArray(String[]::new));
    return table.draw("means");
  }

  /// How long an answer takes, and what a thousand cost where somebody said what an hour is worth.
  Html effort() {
    List<String> heads =
        new ArrayList<>(List.of(texts().word("report.who"), texts().word("report.effort.time")));
    if (hour.isPresent()) heads.add(texts().word("report.effort.dollars"));
    Table table = new Table(heads.toArray(String[]::new));
    for (AnswerSheet sheet : sheets)
      sheet.seconds().ifPresent(seconds -> table.row(name(sheet), took(seconds)));
    String note = hour.isPresent() ? "report.effort.priced" : "report.effort.unpriced";
    return Html.all(List.of(table.draw("means"), el("p", "note", texts().word(note))));
  }

  private String[] took(double seconds) {
    String time = seconds < 0.001 ? "< 1 ms" : texts().number(Math.round(1000 * seconds)) + " ms";
    return hour.map(one -> new String[] {time, dollars(one.of(1000 * seconds))})
        .orElseGet(() -> new String[] {time});
  }

  private String dollars(double sum) {
    return sum > 0 && sum < 0.0001 ? "< " + texts().number(0.0001, 4) : texts().number(sum, 4);
  }

  /// In scope, out of scope and calibration, of each.
  Html recognition() {
    boolean outside =
        sheets.stream()
            .flatMap(sheet -> sheet.recognition().stream())
            .anyMatch(one -> one.outside().total() > 0);
    List<String> heads =
        new ArrayList<>(List.of(texts().word("report.who"), texts().word("report.inscope")));
    if (outside) heads.add(texts().word("report.outofscope"));
    heads.add(texts().word("report.calibration.error"));
    Table table = new Table(heads.toArray(String[]::new));
    for (AnswerSheet sheet : sheets)
      sheet.recognition().ifPresent(one -> table.row(name(sheet), cells(one, outside)));
    return table.draw("means");
  }

  private String[] cells(Recognition one, boolean outside) {
    List<String> cells = new ArrayList<>(List.of(share(one.inside())));
    if (outside) cells.add(share(one.outside()));
    cells.add(texts().percent(one.given().error(), 1));
    return cells.toArray(String[]::new);
  }

  private String share(Score score) {
    if (score.total() == 0) return "–";
    return texts()
        .word(
            "report.share",
            "share",
            texts().percent(score.accuracy(), 1),
            "low",
            texts().number(100 * score.low(), 1),
            "high",
            texts().number(100 * score.high(), 1));
  }

  /// The tuned model's, if it tells intents apart.
  Optional<Recognition> model() {
    return sheets.stream().findFirst().flatMap(AnswerSheet::recognition);
  }

  private String name(AnswerSheet sheet) {
    return ContestantName.of(sheet.who(), sheet.name(), texts());
  }

  private Texts texts() {
    return page.texts();
  }
}
