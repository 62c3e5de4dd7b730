package dev.afina.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.evaluation.Grade.Letter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntentAnalysisTest {

  /// The smallest perfect scores that earn a letter.
  @ParameterizedTest
  @CsvSource({
    "73, 73, A_PLUS",
    "72, 72, A",
    "35, 35, A",
    "34, 34, B",
    "16, 16, B",
    "15, 15, C",
    "0, 9, F"
  })
  void theLetterComesFromTheLowerEndOfTheInterval(int correct, int total, Letter letter) {
    assertThat(Letter.of(Score.of(correct, total).low())).isEqualTo(letter);
  }

  @Test
  void fewNewCasesMakeTheGradeProvisional() {
    assertThat(grade(Cases.of(29, 0)).provisional()).isTrue();
    assertThat(grade(Cases.of(30, 0)).provisional()).isFalse();
    assertThat(grade(Cases.of(29, 0)).notes()).contains(new Grade.Note.FewCases(29, 30));
  }

  @Test
  void missingWhatIsOutsideTheIntentsCapsTheGrade() {
    IntentResults results = Cases.withOutside(80, 3, 4);
    assertThat(grade(results).letter()).isEqualTo(Letter.C);
    assertThat(grade(results).notes()).containsExactly(new Grade.Note.OutsideMissed(3, 4));
  }

  @Test
  void beingWorseThanTheLinearModelCapsTheGrade() {
    IntentResults results = Cases.beatenByLinear(80, 8);
    assertThat(grade(results).letter()).isEqualTo(Letter.D);
    assertThat(IntentAnalysis.of(results).advice())
        .anyMatch(advice -> advice instanceof Advice.PreferLinear);
  }

  @Test
  void adviceComesByItsGain() {
    List<Advice> advice = new ArrayList<>(IntentAnalysis.of(Cases.confused(40, 6, 3)).advice());
    advice.removeIf(one -> one.gain() == 0);
    assertThat(advice)
        .containsExactly(
            new Advice.SeparateIntents("comprar", "devolver", 6, 20, 10, 15),
            new Advice.SeparateIntents("devolver", "comprar", 3, 20, 10, 7.5));
  }

  @Test
  void bestAndWorstAndTheirVariance() {
    IntentAnalysis analysis = IntentAnalysis.of(Cases.confused(40, 6, 2));
    assertThat(analysis.best()).get().returns("devolver", IntentScore::label);
    assertThat(analysis.worst()).get().returns("comprar", IntentScore::label);
    assertThat(analysis.variance()).isEqualTo(0.01);
    assertThat(analysis.deviation()).isEqualTo(0.1);
  }

  @Test
  void itSaysHowManyCasesAProofTakes() {
    assertThat(IntentAnalysis.of(Cases.of(36, 0)).advice())
        .contains(new Advice.AddCases(36, 5, 470, 28));
  }

  @Test
  void thePlanOfIterationsStartsWhereTheProjectStands() {
    assertThat(NextStep.from(12)).first().isEqualTo(new NextStep.Begin(12));
    assertThat(NextStep.from(48)).first().isEqualTo(new NextStep.Widen(48));
    assertThat(NextStep.from(150))
        .containsExactly(new NextStep.CompareLive(150), new NextStep.Renew());
  }

  @Test
  void errorsThatGatherInAFormOfSentenceAreFound() {
    List<ErrorPattern> patterns = Cases.withShouting(30, 6).patterns();
    assertThat(patterns)
        .anyMatch(p ->
            p instanceof ErrorPattern.Concentrated(Feature feature, int errors, _, double lift, _)
                && feature == Feature.UPPER_CASE
                && errors == 6
                && lift == 6);
  }

  @Test
  void aWordThatGathersErrorsNamesTheirCluster() {
    List<ErrorPattern> patterns = Cases.withWord("reembolso", 60, 8).patterns();
    assertThat(patterns)
        .anyMatch(p ->
            p instanceof ErrorPattern.Worded(String word, int errors, int of, double lift, _)
                && word.equals("reembolso")
                && errors == 8
                && of == 8
                && lift > 1);
  }

  private static Grade grade(IntentResults results) {
    return IntentAnalysis.of(results).grade();
  }
}
