package dev.afina.evaluation.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.afina.core.Refused;
import dev.afina.evaluation.EvaluationProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeFileTest {
  @TempDir Path folder;

  @Test
  void aSpanishFileIsReadAndWhatIsEmptyIsMissing() throws Exception {
    Path file =
        written(
            """
            fecha;cliente;estrellas;horas;escalado
            2026-02-28;ana;5;1,5;sí
            2026-03-01T10:00:00Z;;;;no
            """);
    OutcomeFile read = OutcomeFile.read(file, new Sides.Since(LocalDate.parse("2026-03-01")));
    Outcome before = read.outcomes().getFirst();
    Outcome after = read.outcomes().getLast();
    assertThat(before.second()).isFalse();
    assertThat(before.minutes()).hasValue(90);
    assertThat(before.escalated()).contains(true);
    assertThat(after.second()).isTrue();
    assertThat(after.stars()).isEmpty();
    assertThat(after.customer()).isEqualTo("line 3");
    assertThat(after.converted()).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() throws Exception {
    Path file = written("group,stars,escalated\nA,6,maybe\nB,5,no\n");
    assertThatThrownBy(() -> OutcomeFile.read(file, new Sides.TheTwoGroups()))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts())
                .containsExactly(
                    new EvaluationProblem.WrongOutcome("outcomes.csv", 2, "stars", "6"),
                    new EvaluationProblem.WrongOutcome("outcomes.csv", 2, "escalated", "maybe")));
  }

  @Test
  void threeGroupsMustBeChosenFrom() throws Exception {
    Path file = written("group,stars\nA,5\nB,4\nC,1\n");
    assertThatThrownBy(() -> OutcomeFile.read(file, new Sides.TheTwoGroups()))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts().getFirst())
                .isInstanceOf(EvaluationProblem.NotTwoGroups.class));
    assertThat(OutcomeFile.read(file, new Sides.Groups("C", "A")).outcomes()).hasSize(2);
    assertThatThrownBy(() -> OutcomeFile.read(file, new Sides.Groups("A", "D")))
        .isInstanceOf(Refused.class);
  }

  private Path written(String text) throws Exception {
    return Files.writeString(folder.resolve("outcomes.csv"), text);
  }
}
