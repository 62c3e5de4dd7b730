package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.evaluation.outcomes.Caution;
import dev.afina.evaluation.outcomes.Comparing;
import dev.afina.evaluation.outcomes.Figure;
import dev.afina.evaluation.outcomes.Figures;
import dev.afina.evaluation.outcomes.OutcomeFile;
import dev.afina.evaluation.outcomes.Sides;
import dev.afina.report.Chance;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What the business sees of a model: satisfaction, time to resolution, escalation, conversion,
/// before and after it, or of two groups of customers.
@Command(name = "outcomes")
final class OutcomesCommand extends Verb {

  @Parameters(index = "0", paramLabel = "${bundle:label.file}", descriptionKey = "param.outcomes")
  Path file;

  @Option(names = "--since", paramLabel = "2026-01-31", descriptionKey = "option.since", order = 1)
  @Nullable LocalDate since;

  @Option(
      names = "--groups",
      paramLabel = "A,B",
      split = ",",
      descriptionKey = "option.groups",
      order = 2)
  List<String> groups = List.of();

  @Option(names = "--again", descriptionKey = "option.again", order = 3)
  boolean again;

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a file
  OutcomesCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    Figures figures = Comparing.of(OutcomeFile.read(file, sides()), again);
    if (call.json()) call.json(figures);
    else draw(figures);
    boolean broken = figures.cautions().stream().anyMatch(Caution.BrokenDivision.class::isInstance);
    return broken ? Exit.DONE_WITH_FINDINGS : Exit.DONE;
  }

  private Sides sides() {
    LocalDate day = since;
    if (groups.isEmpty()) return day == null ? new Sides.TheTwoGroups() : new Sides.Since(day);
    if (day != null || groups.size() != 2) throw new Refused(new CliProblem.WrongSides());
    return new Sides.Groups(groups.getFirst(), groups.getLast());
  }

  private void draw(Figures figures) {
    for (Caution caution : figures.cautions()) {
      boolean loud = !(caution instanceof Caution.LookedAtOnce);
      Screen.Style style = loud ? Screen.Style.WARNING : Screen.Style.DIM;
      call.screen.paragraph(
          call.screen.styled(style, call.word(loud ? "screen.warning" : "screen.note")) + "  ",
          call.texts.say(caution));
    }
    call.screen.line();
    for (Figure figure : figures.figures()) {
      call.screen.line(call.screen.styled(Screen.Style.BOLD, call.texts.word(figure.measure())));
      side(figures.first(), figure.measure(), figure.first());
      side(figures.second(), figure.measure(), figure.second());
      call.screen.paragraph("   ", call.texts.say(figure.finding()) + " " + difference(figure));
      call.screen.line();
    }
  }

  private void side(Figures.Group group, Figure.Measure measure, Figure.Side side) {
    call.screen.line(
        "   "
            + call.word(
                "screen.outcomeSide",
                "name",
                group.name(),
                "value",
                value(measure, side.value()),
                "low",
                value(measure, side.low()),
                "high",
                value(measure, side.high()),
                "n",
                side.cases()));
  }

  private String value(Figure.Measure measure, double value) {
    return measure.isShare() ? call.texts.percent(value) : call.texts.number(value, 1) + " min";
  }

  private String difference(Figure figure) {
    Figure.Looks looks = figure.looks();
    if (!again)
      return call.word(
          figure.measure().isShare() ? "screen.outcomePoints" : "screen.outcomeMinutes",
          "low",
          call.texts.number(figure.difference().low(), 1),
          "high",
          call.texts.number(figure.difference().high(), 1),
          "p",
          Chance.of(figure.corrected(), call.texts));
    return call.word(
        figure.measure().isShare() ? "screen.outcomePointsAlways" : "screen.outcomePercentAlways",
        "low",
        call.texts.number(looks.low(), 1),
        "high",
        call.texts.number(looks.high(), 1),
        "p",
        Chance.of(looks.corrected(), call.texts));
  }
}
