package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.evaluation.Checklist;
import dev.afina.evaluation.Confusion;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.Score;
import dev.afina.evaluation.few.Growth;
import dev.afina.evaluation.few.GrowthCurve;
import dev.afina.evaluation.few.Outlook;
import dev.afina.evaluation.metrics.Reliability;
import dev.afina.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// Pictures and lists, letter by letter: `./mvnw -pl report -am test -Dafina.rewrite=true` writes
/// them anew, and whoever does so looks at them.
class FragmentsTest {
  private static final Texts TEXTS = Texts.in(Locale.forLanguageTag("es-ES"));

  @Test
  void picturesAreAsTheyWereSeen() throws IOException {
    Confusion confusion =
        Confusion.of(
            List.of("a", "b", "c"), List.of("a", "a", "b", "c"), List.of("a", "c", "b", "a"));
    String all =
        String.join(
            "\n\n",
            new Dots(
                    List.of(
                        new Dots.Row(
                            "nuevos", Score.of(3, 4), true, "base 50 %", OptionalDouble.of(.5))),
                    OptionalDouble.empty())
                .draw(TEXTS)
                .markup(),
            new Gaps(List.of(new Gaps.Row("Base", 10, -5, 25, false, "p = 0,2")), "peor", "mejor")
                .draw(TEXTS)
                .markup(),
            new Calibration(
                    Reliability.equallyWide(
                        new double[] {.2, .9, .95, .9},
                        new boolean[] {false, true, true, false},
                        5))
                .draw(TEXTS)
                .markup(),
            new HeatMap(confusion, (expected, said) -> expected + " por " + said, "confusiones")
                .draw()
                .markup(),
            new GrowthPicture(growth()).draw(TEXTS).markup(),
            new ChecklistPart(
                    new Checklist(
                        List.of(
                            new Checklist.Line(
                                Checklist.Phase.BEFORE,
                                Checklist.State.UNKNOWN,
                                new Checklist.Point.Consent()))),
                    TEXTS)
                .draw()
                .markup(),
            Prose.of("# Título\n\nUna línea\ny otra.\n\n- uno\n- dos").markup());
    String lines = all.replace("><", ">\n<") + "\n";
    Path golden = Path.of("src", "test", "resources", "fragments.es.txt");
    if (Boolean.getBoolean("afina.rewrite")) Files.writeString(golden, lines);
    assertThat(lines).isEqualTo(Files.readString(golden));
  }

  private static Growth growth() {
    List<GrowthCurve.Point> points =
        List.of(new GrowthCurve.Point(10, .5, .3, .7), new GrowthCurve.Point(20, .6, .4, .8));
    Outlook rising = new Outlook.Rising(20, 40, .6, .7, .65, .8);
    return new Growth(20, 5, List.of(new GrowthCurve(Contestant.MODEL, points, rising)));
  }
}
