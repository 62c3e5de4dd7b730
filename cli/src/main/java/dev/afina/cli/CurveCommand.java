package dev.afina.cli;

import dev.afina.evaluation.few.Growth;
import dev.afina.evaluation.few.GrowthCurve;
import dev.afina.project.Project;
import dev.afina.report.ContestantName;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Whether more examples would help: what growing parts of them teach, and a cautious forecast.
@Command(name = "curve")
final class CurveCommand extends Verb {
  private static final String INDENT = "   ";

  @Parameters(index = "0", paramLabel = "${bundle:label.folder}", descriptionKey = "param.folder")
  Path folder;

  @Mixin SmallDataOptions options = new SmallDataOptions();

  @Mixin Overrides overrides = new Overrides();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a folder
  CurveCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    int folds = options.folds();
    Project project = call.open(folder, overrides.all());
    TrialScreen screen = new TrialScreen(call);
    return screen.watch(
        call.command(overrides.behind("curve", folder.toString())),
        () -> project.smallData().learningCurve(folds, options.who, screen::accept, screen::accept),
        made -> draw(made, project.files().growth()));
  }

  private void draw(Growth made, Path file) {
    made.curves().forEach(this::draw);
    call.screen.line(call.word("screen.scorecard", "path", file));
  }

  private void draw(GrowthCurve curve) {
    call.screen.line(
        call.screen.styled(Screen.Style.BOLD, ContestantName.of(curve.who(), call.texts)));
    Picture.draw(
        curve.points().stream()
            .map(point ->
                new Picture.Contestant(
                    call.word("screen.learnedFrom", "n", point.examples()),
                    point.accuracy(),
                    point.low(),
                    point.high()))
            .toList(),
        INDENT,
        call);
    call.screen.paragraph(INDENT, call.texts.say(curve.outlook()));
    call.screen.line();
  }
}
