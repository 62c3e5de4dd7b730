package dev.afina.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.dataset.Labelled;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntentTestTest {
  private static final List<String> LABELS = List.of("comprar", "devolver");
  private static final List<Labelled> TRAINING =
      List.of(
          new Labelled("quiero comprar zapatos", "comprar"),
          new Labelled("me llevo el abrigo", "comprar"),
          new Labelled("quiero devolver esto", "devolver"),
          new Labelled("devuelvo las botas", "devolver"));
  private static final List<Labelled> VALIDATION =
      List.of(new Labelled("comprar sí", "comprar"), new Labelled("devolver sí", "devolver"));

  @Test
  void aRejectedCaseIsRightOnlyIfNoneIsExpected() {
    IntentResults results =
        judge(
            Case.of("comprar pan", "comprar", CaseKind.NEW),
            Case.of("qué hora es", "none", CaseKind.NEW),
            Case.of("mmm comprar", "devolver", CaseKind.EDGE),
            Case.of("hola", "comprar", CaseKind.DATA));
    assertThat(results.cases())
        .extracting(Judged::predicted)
        .containsExactly("comprar", "none", "comprar", "none");
    assertThat(results.cases())
        .extracting(one -> one.right().model())
        .containsExactly(true, true, false, false);
    assertThat(results.model().fresh()).isEqualTo(Score.of(2, 2));
    assertThat(results.model().all()).isEqualTo(Score.of(2, 4));
    assertThat(results.outside()).isEqualTo(Score.of(1, 1));
    assertThat(results.confusion().labels()).containsExactly("comprar", "devolver", "none");
    assertThat(results.confusion().counts())
        .isEqualTo(List.of(List.of(1, 0, 1), List.of(1, 0, 0), List.of(0, 0, 1)));
  }

  @Test
  void ofSeveralExpectedIntentsAnyIsRight() {
    IntentResults results = judge(Case.of("comprar o no", "devolver|comprar", CaseKind.NEW));
    assertThat(results.model().correct()).isEqualTo(1);
    assertThat(results.cases().getFirst().counted()).isEqualTo("comprar");
  }

  @Test
  void theMajoritySaysTheFirstOfTheMostFrequentAndNeverRejects() {
    IntentResults results =
        judge(
            Case.of("comprar pan", "comprar", CaseKind.NEW),
            Case.of("qué hora es", "none", CaseKind.NEW));
    assertThat(results.majority().all()).isEqualTo(Score.of(1, 2));
  }

  @Test
  void theFileHasTheAgreedShapeAndReadsBackTheSame() {
    IntentResults results =
        judge(
            Case.of("comprar pan", "comprar|devolver", CaseKind.NEW),
            Case.of("qué hora es", "none", CaseKind.EDGE));
    String json = Json.pretty(results);
    var tree = Json.tree(json);
    for (String who : List.of("model", "untrained", "linear", "majority"))
      for (String field : List.of("correct", "total", "accuracy", "low", "high")) {
        assertThat(tree.get(who).has(field)).as(who + "." + field).isTrue();
        assertThat(tree.get(who).get("new").has(field)).as(who + ".new." + field).isTrue();
      }
    var first = tree.get("cases").get(0);
    assertThat(first.get("text").asString()).isEqualTo("comprar pan");
    assertThat(first.get("expected").asString()).isEqualTo("comprar|devolver");
    assertThat(first.get("predicted").asString()).isEqualTo("comprar");
    assertThat(first.get("kind").asString()).isEqualTo("new");
    assertThat(first.get("probability").isNumber()).isTrue();
    assertThat(tree.get("comparison").get("new").get("linear").get("type").asString())
        .isEqualTo("NoEvidence");
    IntentResults back = Json.parse(json, IntentResults.class);
    assertThat(back).isEqualTo(results);
    IntentAnalysis analysis = IntentAnalysis.of(results);
    assertThat(Json.parse(Json.pretty(analysis), IntentAnalysis.class)).isEqualTo(analysis);
  }

  @Test
  void aCaseOfAnUnknownIntentIsRefusedWithAllOfThem() {
    List<Case> cases =
        List.of(
            Case.of("hola", "saludo", CaseKind.NEW), Case.of("adiós", "despedida", CaseKind.NEW));
    assertThatThrownBy(() -> new IntentTest(LABELS, TRAINING, VALIDATION, cases, basis()))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts())
                    .containsExactly(
                        new EvaluationProblem.UnknownIntent(1, "saludo", LABELS),
                        new EvaluationProblem.UnknownIntent(2, "despedida", LABELS)));
  }

  @Test
  void eachModelIsClosed() {
    FakeModel tuned = keyword();
    new IntentTest(
            LABELS, TRAINING, VALIDATION, List.of(Case.of("a", "none", CaseKind.NEW)), basis())
        .judge(text -> List.of(Message.user(text)), () -> tuned, IntentTestTest::keyword, 42);
    assertThat(tuned.closed).isTrue();
  }

  private static IntentResults judge(Case... cases) {
    return new IntentTest(LABELS, TRAINING, VALIDATION, List.of(cases), basis())
        .judge(
            text -> List.of(Message.user(text)),
            IntentTestTest::keyword,
            () -> new FakeModel((_, _) -> -1.0, q -> q),
            42);
  }

  /// Likes an intent whose name is in the sentence, the first a little better, and is otherwise
  /// undecided.
  private static FakeModel keyword() {
    return new FakeModel(
        (text, label) ->
            text.contains(label)
                ? -0.1 - LABELS.indexOf(label) - 1e-3
                : -3.0 - LABELS.indexOf(label) * 1e-3,
        q -> q);
  }

  private static Basis basis() {
    return new Basis(false, false, 4, 2);
  }
}
