package dev.afina.evaluation.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Message;
import dev.afina.evaluation.grading.Judge.Preference;
import dev.afina.model.ChatModel;
import dev.afina.model.Sampling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Asked ASKED = Asked.of("¿A qué hora abren?", "A las 9:00.", "9:00");

  @Test
  void aCriterionIsYesOrNo() {
    Judge judge =
        judge(question ->
            "Sure! {\"reason\": \"says 9\", \"verdict\": "
                + question.contains("Answer to check:\nA las 9")
                + "} Anything else?");
    assertThat(judge.holds("Says the hour?", ASKED, "A las 9:00.")).contains(true);
    assertThat(judge.holds("Says the hour?", ASKED, "Pronto.")).contains(false);
  }

  @Test
  void aJudgeThatTalksGivesNoVerdict() {
    assertThat(judge(_ -> "I would say yes").holds("?", ASKED, "x")).isEmpty();
    assertThat(judge(_ -> "{broken").holds("?", ASKED, "x")).isEmpty();
    assertThat(judge(_ -> "{\"verdict\": \"yes\"}").holds("?", ASKED, "x")).isEmpty();
  }

  @Test
  void whoWinsOnlyByItsPlaceDoesNotWin() {
    Judge first = judge(_ -> "{\"better\": \"A\"}");
    assertThat(first.prefer(ASKED, "A las 9:00.", "Pronto.")).isEqualTo(Preference.TIE);
    Judge fair =
        judge(question ->
            question.contains("Answer A:\nA las 9") ? "{\"better\":\"A\"}" : "{\"better\":\"B\"}");
    assertThat(fair.prefer(ASKED, "A las 9:00.", "Pronto.")).isEqualTo(Preference.FIRST);
    assertThat(fair.prefer(ASKED, "Pronto.", "A las 9:00.")).isEqualTo(Preference.SECOND);
  }

  @Test
  void twelveWinsAndFiveTiesOfTwenty() {
    List<Preference> all = new ArrayList<>(Collections.nCopies(12, Preference.FIRST));
    all.addAll(Collections.nCopies(5, Preference.TIE));
    all.addAll(Collections.nCopies(3, Preference.SECOND));
    assertThat(Judge.winRate(all)).isEqualTo(.725);
  }

  @Test
  void aJudgeIsTrustedOnceItAgreesWithEnoughPeople() {
    assertThat(agreement(40, 38, 20, 18).trusted()).isTrue();
    assertThat(agreement(40, 38, 20, 14).trusted()).isFalse();
    assertThat(agreement(20, 20, 20, 20).trusted()).isFalse();
    assertThat(agreement(40, 38, 20, 18).kappa()).isBetween(.82, .88);
  }

  @Test
  void silenceCountsAgainstTheJudge() {
    Agreement silent =
        Agreement.of(List.of(true, false), List.of(Optional.empty(), Optional.of(false)));
    assertThat(silent.silent()).isEqualTo(1);
    assertThat(silent.passes().correct()).isZero();
    assertThat(silent.fails().correct()).isEqualTo(1);
  }

  private static Agreement agreement(int passed, int seenPassed, int failed, int seenFailed) {
    List<Boolean> people = new ArrayList<>();
    List<Optional<Boolean>> judged = new ArrayList<>();
    for (int i = 0; i < passed; i++) {
      people.add(true);
      judged.add(Optional.of(i < seenPassed));
    }
    for (int i = 0; i < failed; i++) {
      people.add(false);
      judged.add(Optional.of(i >= seenFailed));
    }
    return Agreement.of(people, judged);
  }

  private static Judge judge(Function<String, String> answer) {
    return new Judge(
        new ChatModel() {
          @Override
          public Reply reply(List<Message> messages, Sampling sampling, Predicate<String> piece) {
            assertThat(sampling.temperature()).isZero();
            return new Reply(answer.apply(messages.getLast().content()), 1, 1, true);
          }

          @Override
          public void close() {}
        });
  }
}
