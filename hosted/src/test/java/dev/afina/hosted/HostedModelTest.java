package dev.afina.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.hosted.TestServer.Answer;
import dev.afina.model.ChatModel.Reply;
import dev.afina.model.Sampling;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostedModelTest {
  private static final String KEY = "sk-a-key-that-nobody-may-see";
  private static final Patience SHORT =
      new Patience(
          Duration.ofSeconds(2),
          Duration.ofSeconds(20),
          Duration.ofMillis(5),
          Duration.ofMinutes(1));
  private static final List<Message> ASKED =
      List.of(Message.system("Be brief."), Message.user("¿Abren hoy?"));
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"verdict\":{\"type\":\"boolean\"}},"
          + "\"required\":[\"verdict\"],\"additionalProperties\":false}";

  @Test
  void anAnswerComesWithItsTokens() throws IOException {
    try (TestServer server = new TestServer(_ -> Answer.of("Sí, hasta las 20:00."))) {
      Reply reply = ask(server, Map.of("AFINA_HOSTED_KEY", KEY), Sampling.greedy(300));

      assertThat(reply).isEqualTo(new Reply("Sí, hasta las 20:00.", 40, 7, true));
      assertThat(server.paths).containsExactly("/v1/chat/completions");
      assertThat(server.keys).containsExactly("Bearer " + KEY);
      assertThat(server.bodies.getFirst())
          .hasToString(
              "{\"model\":\"qwen3:8b\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                  + "{\"role\":\"user\",\"content\":\"¿Abren hoy?\"}],\"temperature\":0.0,\"top_p\":1.0,"
                  + "\"presence_penalty\":0.0,\"frequency_penalty\":0.0,\"seed\":0,\"max_tokens\":300}");
    }
  }

  @Test
  void aServerThatWantsNoKeyIsShownNone() throws IOException {
    try (TestServer server = new TestServer(_ -> Answer.of("Sí."))) {
      ask(server, Map.of("OPENAI_API_KEY", KEY), Sampling.greedy(9));
      assertThat(server.keys).containsExactly("null");
    }
  }

  @Test
  void aFormIsAskedForUntilTheServerKnowsNone() throws IOException {
    IntFunction<Answer> answers =
        request ->
            request == 1
                ? new Answer(
                    400,
                    "{\"error\":{\"message\":\"Unknown parameter\",\"param\":\"response_format\"}}")
                : Answer.of("{\"verdict\":true}");
    try (TestServer server = new TestServer(answers);
        HostedModel model = HostedModel.open(server.address("m"), Map.of(), SHORT)) {
      assertThat(model.reply(ASKED, formed(), _ -> true).text()).isEqualTo("{\"verdict\":true}");
      model.reply(ASKED, formed(), _ -> true);
      assertThat(server.bodies)
          .extracting(body -> body.at("/response_format/json_schema/schema/type").asString(""))
          .containsExactly("object", "", "");
    }
  }

  @ParameterizedTest
  @CsvSource({"429, 0", "429, ''", "503, ''", "500, 0"})
  void itIsAskedAgainWhereThatMayHelp(int status, String retryAfter) throws IOException {
    IntFunction<Answer> answers =
        request -> request < 3 ? new Answer(status, "{}", retryAfter) : Answer.of("Sí.");
    try (TestServer server = new TestServer(answers)) {
      assertThat(ask(server, Map.of(), Sampling.greedy(9)).text()).isEqualTo("Sí.");
      assertThat(server.bodies).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, NotAllowed, 1",
    "403, NotAllowed, 1",
    "404, NoSuchModel, 1",
    "400, Declined, 1",
    "302, Declined, 1",
    "500, Busy, 5"
  })
  void whatWentWrongIsSaid(int status, String problem, int requests) throws IOException {
    String body =
        "{\"error\":{\"message\":\"Bad key %s\",\"type\":\"t\",\"param\":\"model\",\"code\":\"c\"}}"
            .formatted(KEY);
    try (TestServer server = new TestServer(_ -> new Answer(status, body))) {
      HostedProblem said = refused(server, Map.of("AFINA_HOSTED_KEY", KEY));

      assertThat(said.getClass().getSimpleName()).isEqualTo(problem);
      assertThat(said.toString())
          .contains("HTTP " + status + " [c] Bad key … (param: model)")
          .doesNotContain(KEY);
      assertThat(server.bodies).hasSize(requests);
    }
  }

  @Test
  void waitingDoesNotFillAnAccountAndNobodyWaitsForAnHour() throws IOException {
    String empty = "{\"error\":{\"message\":\"m\",\"code\":\"insufficient_quota\"}}";
    try (TestServer server = new TestServer(_ -> new Answer(429, empty))) {
      assertThat(refused(server, Map.of())).isInstanceOf(HostedProblem.NoQuota.class);
      assertThat(server.bodies).hasSize(1);
    }
    try (TestServer server = new TestServer(_ -> new Answer(429, "{}", "3600"))) {
      assertThat(refused(server, Map.of())).isInstanceOf(HostedProblem.Busy.class);
      assertThat(server.bodies).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"<html>hello</html>", "'{\"choices\":[]}'", "''", "[]"})
  void whatIsNoAnswerIsNoneOfOurs(String body) throws IOException {
    try (TestServer server = new TestServer(_ -> new Answer(200, body))) {
      assertThat(refused(server, Map.of()))
          .isEqualTo(new HostedProblem.BadAnswer(server.address("m").server().toString(), body));
    }
  }

  @Test
  void aServerThatNeverAnswersIsNotWaitedForForever() throws IOException {
    IntFunction<Answer> asleep =
        _ -> {
          try {
            Thread.sleep(2_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Answer.of("too late");
        };
    Patience none =
        new Patience(SHORT.connect(), Duration.ofMillis(200), SHORT.pause(), SHORT.longest());
    try (TestServer server = new TestServer(asleep);
        HostedModel model = HostedModel.open(server.address("m"), Map.of(), none)) {
      assertThat(refused(() -> model.reply(ASKED, Sampling.greedy(9), _ -> true)))
          .isInstanceOf(HostedProblem.TooSlow.class);
    }
  }

  @Test
  void nobodyAtTheAddress() throws IOException {
    TestServer gone = new TestServer(_ -> Answer.of(""));
    gone.close();
    assertThat(refused(gone, Map.of())).isInstanceOf(HostedProblem.Unreachable.class);
  }

  @Test
  void aKeyTravelsNowhereInClear() {
    Address far = Address.of("http://10.0.0.7:8000/v1#m");
    Map<String, String> key = Map.of("AFINA_HOSTED_KEY", KEY);
    assertThat(refused(() -> HostedModel.open(far, key)))
        .isEqualTo(new HostedProblem.KeyInClear("http://10.0.0.7:8000/v1", "AFINA_HOSTED_KEY"));
    HostedModel.open(far, Map.of()).close();
    HostedModel.open(Address.of("https://10.0.0.7/v1#m"), key).close();
    assertThat(refused(() -> HostedModel.open(far, Map.of("AFINA_OFFLINE", "1"))))
        .isInstanceOf(HostedProblem.Offline.class);
    Map<String, String> bad = Map.of("AFINA_HOSTED_KEY", "two words");
    assertThat(refused(() -> HostedModel.open(far, bad)))
        .isEqualTo(new HostedProblem.BadKey("AFINA_HOSTED_KEY"));
  }

  private static Sampling formed() {
    Sampling greedy = Sampling.greedy(9);
    return new Sampling(
        0, greedy.cut(), greedy.penalties(), new Sampling.End(9, List.of(), SCHEMA), 0, -1);
  }

  private static Reply ask(TestServer server, Map<String, String> environment, Sampling sampling) {
    try (HostedModel model = HostedModel.open(server.address("qwen3:8b"), environment, SHORT)) {
      return model.reply(ASKED, sampling, _ -> true);
    }
  }

  private static HostedProblem refused(TestServer server, Map<String, String> environment) {
    return refused(() -> ask(server, environment, Sampling.greedy(9)));
  }

  private static HostedProblem refused(Runnable asking) {
    Refused refused = catchThrowableOfType(Refused.class, asking::run);
    return (HostedProblem) refused.facts().getFirst();
  }
}
