package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.dataset.cost.PriceFile;
import dev.afina.evaluation.Score;
import dev.afina.evaluation.comparing.Duel;
import dev.afina.evaluation.comparing.JudgeReport;
import dev.afina.evaluation.comparing.Scorecard;
import dev.afina.evaluation.comparing.Scorecard.Entry;
import dev.afina.project.Judging;
import dev.afina.project.Project;
import dev.afina.report.Chance;
import dev.afina.report.ContestantName;
import dev.afina.report.TagName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts the result beside everything it could be replaced by, on the same cases: what got worse
/// first.
@Command(name = "evaluate")
final class EvaluateCommand extends Verb {
  private static final int SHOWN = 10;
  private static final String INDENT = "   ";

  @Parameters(index = "0", paramLabel = "${bundle:label.folder}", descriptionKey = "param.folder")
  Path folder;

  @Option(
      names = "--tests",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.tests",
      order = 1)
  @Nullable Path tests;

  @Option(
      names = "--judge",
      paramLabel = "${bundle:label.judge}",
      descriptionKey = "option.judge",
      order = 2)
  @Nullable String judge;

  @Option(
      names = "--marks",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.marks",
      order = 3)
  @Nullable Path marks;

  @Option(names = "--with-personal", descriptionKey = "option.judgePersonal", order = 4)
  boolean withPersonal;

  @Option(
      names = "--prices",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.answerPrices",
      order = 5)
  @Nullable Path prices;

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a folder
  EvaluateCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    if (marks != null && judge == null) throw new Refused(new CliProblem.MarksWithoutJudge());
    Project project = call.open(folder, Map.of());
    Path file = tests == null ? project.files().testCases() : tests;
    Scorecard card =
        project.evaluate(
            file,
            prices == null ? PriceFile.own() : PriceFile.read(prices),
            Optional.ofNullable(judge)
                .map(name -> new Judging(name, Optional.ofNullable(marks), withPersonal)),
            call.news(),
            (who, done) -> {
              if (!call.json() && call.screen.redraws())
                call.screen.status(
                    call.word(
                        "screen.answering", "who", ContestantName.of(who, call.texts), "n", done));
            });
    call.screen.clearStatus();
    if (call.json()) call.json(card);
    else draw(card, project.files().scorecardPage());
    return Exit.DONE;
  }

  private void draw(Scorecard card, Path file) {
    int total = card.worse().total();
    call.screen.paragraph("", call.word("screen.gotWorse", "n", total));
    int shown = call.verbose() ? total : Math.min(SHOWN, total);
    card.worse().first().stream()
        .limit(shown)
        .forEach(lost ->
            call.screen.paragraph(
                INDENT + "- ",
                call.word(
                    "screen.lost",
                    "question",
                    lost.question(),
                    "before",
                    lost.before(),
                    "answer",
                    lost.answer())));
    call.screen.line();
    List<Entry> entries = card.entries();
    Picture.draw(entries.stream().map(this::row).toList(), INDENT, call);
    call.screen.line();
    for (Duel duel : card.duels()) {
      ResultScreen.duel(duel.verdict(), duel.low(), duel.high(), duel.corrected(), call);
    }
    for (Scorecard.Change change : card.changes())
      call.screen.paragraph(
          INDENT,
          call.word(
              "screen.changed",
              "tag",
              TagName.of(change.tag(), call.texts),
              "n",
              change.changed().correct(),
              "of",
              change.changed().total()));
    card.judge().ifPresent(this::judged);
    call.screen.line();
    call.screen.line(call.word("screen.comparedPage", "path", file));
  }

  private void judged(JudgeReport report) {
    call.screen.line();
    call.screen.paragraph(INDENT, call.texts.say(report.trust()));
    report.bill().ifPresent(bill -> call.screen.paragraph(INDENT, call.texts.say(bill.cost())));
    report
        .preferences()
        .ifPresent(one ->
            call.screen.paragraph(
                INDENT,
                call.word(
                    "report.judge.preferred",
                    "wins",
                    one.wins(),
                    "losses",
                    one.losses(),
                    "ties",
                    one.ties(),
                    "p",
                    Chance.of(one.p(), call.texts))));
  }

  private Picture.Contestant row(Entry entry) {
    Score score = entry.all();
    return new Picture.Contestant(
        ContestantName.of(entry.who(), entry.name(), call.texts),
        score.accuracy(),
        score.low(),
        score.high());
  }
}
