package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.evaluation.Score;
import dev.afina.text.Texts;
import dev.afina.training.Progress;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void textAndAttributesAreEscaped() {
    assertThat(el("b", at("title", "\"<'&>"), Html.text("<i>&\"'")).markup())
        .isEqualTo("<b title=\"&quot;&lt;&#39;&amp;&gt;\">&lt;i&gt;&amp;&quot;&#39;</b>");
  }

  @Test
  void wordsOfOneAnswerOnlyAreMarked() {
    Differences marked =
        Differences.between(
            "Abrimos a las 13:00, de lunes a viernes.", "Abrimos a las 20:00 de lunes a sábado.");
    assertThat(el("p", marked.before()).markup())
        .isEqualTo("<p>Abrimos a las <del>13:00,</del> de lunes a <del>viernes.</del></p>\n");
    assertThat(el("p", marked.after()).markup())
        .isEqualTo("<p>Abrimos a las <ins>20:00</ins> de lunes a <ins>sábado.</ins></p>\n");
  }

  @Test
  void answersWithLittleInCommonAreNotMarked() {
    Differences marked = Differences.between("I am sorry, I do not know.", "Abrimos a las 13:00.");
    assertThat(el("p", marked.after()).markup()).doesNotContain("<ins>");
  }

  @Test
  void aDotStandsAtItsShareAndTheLineAtItsInterval() {
    Dots dots =
        new Dots(List.of(new Dots.Row("Modelo", Score.of(5, 10), true)), OptionalDouble.of(0.25));
    assertThat(dots.draw(Texts.in(Locale.ENGLISH)).markup())
        .contains("<circle class=\"dot\" cx=\"50%\" cy=\"50%\" r=\"7\">")
        .contains("<line class=\"range\" x1=\"23.66%\" y1=\"50%\" x2=\"76.34%\" y2=\"50%\">")
        .contains("<line class=\"chance\" x1=\"25%\"")
        .contains("5 of 10", "24 to 76", "chance 25%");
  }

  @Test
  void aStepThatWasDoneTwiceCountsOnce() {
    Curve curve =
        Curve.of(
            List.of(
                new Progress.Training(1, 2, 1, 1, 2.0, 10, 5, 1),
                new Progress.Training(2, 2, 1, 1, 1.5, 20, 5, 0),
                new Progress.Training(2, 2, 1, 1, 1.0, 20, 5, 0),
                new Progress.Validated(1, 2, 1.5, 1.2, 5, true)));
    assertThat(curve.losses()).hasSize(2).containsEntry(2, 1.0);
    assertThat(curve.best()).get().returns(1, Progress.Validated::epoch);
    assertThat(curve.draw(Texts.in(Locale.ENGLISH)).markup())
        .contains("points=\"0,0 1000,500\"")
        .contains("kept: epoch 1");
  }
}
