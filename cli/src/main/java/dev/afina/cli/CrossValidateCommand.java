package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.evaluation.few.CrossValidation;
import dev.afina.project.Project;
import dev.afina.report.ContestantName;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How good a recipe is, when none of a few examples can be spared for a test: each judges what the
/// others taught.
@Command(name = "crossvalidate")
final class CrossValidateCommand extends Verb {
  private static final String INDENT = "   ";
  private static final int SHOWN = 10;
  private static final int MOST_REPEATS = 20;

  @Parameters(index = "0", paramLabel = "${bundle:label.folder}", descriptionKey = "param.folder")
  Path folder;

  @Mixin SmallDataOptions options = new SmallDataOptions();

  @Option(names = "--repeats", paramLabel = "1", descriptionKey = "option.repeats", order = 2)
  int repeats = 1;

  @Mixin Overrides overrides = new Overrides();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a folder
  CrossValidateCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    if (repeats < 1 || repeats > MOST_REPEATS)
      throw new Refused(new CliProblem.OutOfRange("--repeats", repeats, 1, MOST_REPEATS));
    int folds = options.folds();
    Project project = call.open(folder, overrides.all());
    TrialScreen screen = new TrialScreen(call);
    return screen.watch(
        call.command(overrides.behind("crossvalidate", folder.toString())),
        () ->
            project
                .smallData()
                .crossValidate(folds, repeats, options.who, screen::accept, screen::accept),
        made -> draw(made, project.files().crossValidated()));
  }

  private void draw(CrossValidation made, Path file) {
    call.screen.paragraph(
        "",
        call.word(
            "screen.crossValidated",
            "n",
            made.sentences(),
            "folds",
            made.division().folds(),
            "repeats",
            made.division().repeats(),
            "learned",
            call.texts.number(Math.round(made.division().learned()))));
    call.screen.line();
    Picture.draw(
        made.entries().stream()
            .map(one ->
                new Picture.Contestant(
                    ContestantName.of(one.who(), call.texts),
                    one.accuracy(),
                    one.low(),
                    one.high()))
            .toList(),
        INDENT,
        call);
    call.screen.line();
    for (CrossValidation.Duel duel : made.duels())
      ResultScreen.duel(duel.verdict(), duel.low(), duel.high(), duel.corrected(), call);
    missed(made.missed());
    call.screen.line(call.word("screen.scorecard", "path", file));
  }

  private void missed(List<CrossValidation.Missed> missed) {
    if (missed.isEmpty()) return;
    call.screen.line();
    call.screen.paragraph("", call.word("screen.missed", "n", missed.size()));
    int shown = call.verbose() ? missed.size() : Math.min(SHOWN, missed.size());
    for (CrossValidation.Missed one : missed.subList(0, shown))
      call.screen.paragraph(
          INDENT + "- ",
          call.word(
              "screen.missedOne",
              "number",
              one.number(),
              "text",
              one.text(),
              "expected",
              one.expected(),
              "answer",
              one.answer()));
    call.screen.line();
  }
}
