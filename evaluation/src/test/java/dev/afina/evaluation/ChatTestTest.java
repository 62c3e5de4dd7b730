package dev.afina.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.model.ScoringModel.Likelihood;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChatTestTest {

  @Test
  void perplexityIsOverTheAnswersTokens() {
    assertThat(ChatTest.perplexity(List.of(new Likelihood(-4, 4)), new int[] {0}))
        .isEqualTo(2.718282, within(1e-6));
    assertThat(ChatTest.perplexity(List.of(new Likelihood(-Math.log(10) * 7, 7)), new int[] {0}))
        .isEqualTo(10, within(1e-9));
  }

  @Test
  void tunedAndBaseAnswerSideBySide() {
    ChatResults results = judge();
    assertThat(results.model().said()).isEqualTo(Score.of(2, 2));
    assertThat(results.untrained().said()).isEqualTo(Score.of(0, 2));
    assertThat(results.model().fresh()).isEqualTo(Score.of(1, 1));
    assertThat(results.cases().getFirst().base().missing()).containsExactly("9 €");
    assertThat(results.perplexity().high()).isNegative();
    assertThat(results.surprise())
        .as("two conversations prove nothing")
        .isInstanceOf(Verdict.AsSurprised.class);
    assertThat(results.chrf().tuned()).isEqualTo(100);
  }

  @Test
  void sixConversationsThatAgreeMaySayIt() {
    assertThat(judge(ChatTest.ENOUGH, CaseKind.NEW).surprise())
        .isInstanceOf(Verdict.LessSurprised.class);
    assertThat(judge(ChatTest.ENOUGH - 1, CaseKind.NEW).surprise())
        .isInstanceOf(Verdict.AsSurprised.class);
  }

  @Test
  void whatWasLearnedIsShownButNotCounted() {
    ChatResults results = judge(2, CaseKind.DATA);
    assertThat(results.cases()).hasSize(2);
    assertThat(results.model().complete()).isEqualTo(Score.of(1, 1));
    assertThat(results.kinds()).extracting(KindScore::kind).contains(CaseKind.DATA);
    assertThat(ChatAnalysis.of(results).grade()).isEmpty();
  }

  @Test
  void theFileReadsBackTheSame() {
    ChatResults results = judge();
    assertThat(Json.parse(Json.pretty(results), ChatResults.class)).isEqualTo(results);
    ChatAnalysis analysis = ChatAnalysis.of(results);
    assertThat(Json.parse(Json.pretty(analysis), ChatAnalysis.class)).isEqualTo(analysis);
    assertThat(analysis.grade()).get().returns(true, Grade::provisional);
  }

  private static ChatResults judge() {
    return judge(2, CaseKind.NEW);
  }

  private static ChatResults judge(int conversations, CaseKind first) {
    List<Conversation> two =
        List.of(
            Conversation.of(Message.user("¿Abren hoy?"), Message.assistant("Sí, hasta las 22:00.")),
            Conversation.of(Message.user("¿Hay wifi?"), Message.assistant("Sí, gratis.")));
    List<Conversation> heldOut =
        IntStream.range(0, conversations).mapToObj(i -> two.get(i % 2)).toList();
    List<ChatCase> cases =
        List.of(
            ChatCase.of("¿Cuánto cuesta?", "Cuesta 9 €.", first, "9 €"),
            ChatCase.of("¿Y el vino?", "Cuesta 3 €.", CaseKind.EDGE, "3 €"));
    return new ChatTest("Sea amable.", heldOut, cases, new Basis(false, false, 50, 2), 64, 42)
        .judge(
            () ->
                new FakeModel(
                    (_, a) -> -1.0 - 0.01 * a.length(),
                    q -> q.contains("vino") ? "Cuesta 3 €." : "Cuesta 9 €."),
            () -> new FakeModel((_, a) -> -9.0 - 0.01 * a.length(), _ -> "Hello!"));
  }
}
