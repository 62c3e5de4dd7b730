package dev.afina.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.dataset.cost.PriceFile;
import dev.afina.dataset.personal.PersonalKind;
import dev.afina.evaluation.comparing.JudgeReport;
import dev.afina.evaluation.comparing.JudgeReport.Cost;
import dev.afina.evaluation.comparing.Scorecard;
import dev.afina.evaluation.grading.Spent;
import dev.afina.hosted.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgingTest {
  private static final String KEY = "sk-a-key-that-nobody-may-see";
  private static final PriceFile PRICES =
      Json.parse(
          """
          {"asOf": "2026-11-20", "prices": [], "machineHour": 0.36,
           "answers": [{"provider": "judges.example.com", "model": "m", "read": 2, "written": 8}]}
          """,
          PriceFile.class);

  @TempDir Path temporary;
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::judge);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aServerJudgesOnceAndItsKeyIsKeptNowhere() throws IOException {
    TestFolder folder = talks();
    folder.with(".env", "AFINA_HOSTED_KEY=" + KEY + "\n");

    Scorecard card = evaluate(folder, address());

    JudgeReport report = card.judge().orElseThrow();
    assertThat(report.trust()).isInstanceOf(JudgeReport.Trust.Trusted.class);
    assertThat(card.cases()).isEqualTo(1);
    Spent spent = report.bill().orElseThrow().spent();
    // 60 marks, a case for each of four contestants, and one pair in both orders.
    assertThat(spent.calls()).isEqualTo(asked.get()).isEqualTo(60 + 4 + 2);
    assertThat(spent.read()).isEqualTo(40L * 66);
    assertThat(report.bill().orElseThrow().cost()).isInstanceOf(Cost.HerePriced.class);
    assertThat(evaluate(folder, address())).isEqualTo(card);
    assertThat(asked).hasValue(66);
    Files.delete(folder.path.resolve(".env"));
    try (Stream<Path> files = Files.walk(folder.path)) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file))).doesNotContain(KEY));
    }
  }

  @Test
  void withoutItsKeyAServerRefuses() {
    Refused refused = catchThrowableOfType(Refused.class, () -> evaluate(talks(), address()));
    assertThat(refused.facts().getFirst().toString())
        .contains("NotAllowed", "AFINA_HOSTED_KEY", "withKey=false", "HTTP 401");
  }

  @Test
  void personalDataDoNotLeaveThisMachineUnasked() {
    TestFolder folder = talks();
    folder.with(
        "tests.yaml",
        "- {question: Mi DNI es 12345678Z, facts: [no], checks: [{judge: ¿Es amable?}], kind: new}\n");
    String elsewhere = "https://judges.example.com/v1#m";

    Refused refused = catchThrowableOfType(Refused.class, () -> evaluate(folder, elsewhere));

    assertThat(refused.facts())
        .containsExactly(
            new ProjectProblem.PersonalToJudge(
                folder.path.resolve("tests.yaml"),
                1,
                "https://judges.example.com/v1",
                List.of(PersonalKind.DNI)));
  }

  @Test
  void aServerIsPaidByTokensAndThisMachineByTheHour() {
    Spent spent = new Spent(3, 600, 1_000_000, 500_000);
    assertThat(cost("https://judges.example.com/v1#m", spent))
        .isEqualTo(new Cost.Billed(3, 10, 1_500_000, 6, "2026-11-20"));
    assertThat(cost("https://judges.example.com/v1#other", spent))
        .isEqualTo(new Cost.Unpriced(3, 10, 1_500_000, "2026-11-20"));
    assertThat(cost("http://localhost:11434/v1#m", spent))
        .isEqualTo(new Cost.HerePriced(3, 10, .06));
  }

  private static Cost cost(String address, Spent spent) {
    return Tariff.of(Address.of(address), PRICES).bill(spent).cost();
  }

  /// A project that was trained, a case for a judge, and marks that agree with ours.
  private TestFolder talks() {
    TestFolder folder = TestFolder.starter(temporary.resolve("libreria"), Kind.CHAT);
    folder.run(StepName.EXAMPLES, StepName.DEPLOY, false);
    folder.with("tests.yaml", "- {question: hola, checks: [{judge: ¿Es amable?}], kind: new}\n");
    StringBuilder marks = new StringBuilder("question,answer,criterion,passed\n");
    for (int i = 0; i < 60; i++)
      marks.append(
          "hola %d,%s,¿Es amable?,%s\n"
              .formatted(i, i % 2 == 0 ? "Bien." : "Mal.", i % 2 == 0 ? "yes" : "no"));
    folder.with("marks.csv", marks.toString());
    return folder;
  }

  private static Scorecard evaluate(TestFolder folder, String judge) {
    Path marks = folder.path.resolve("marks.csv");
    boolean isHere = Address.of(judge).isHere();
    return folder
        .open()
        .evaluate(
            folder.path.resolve("tests.yaml"),
            PRICES,
            Optional.of(new Judging(judge, isHere ? Optional.of(marks) : Optional.empty(), false)),
            _ -> {},
            (_, _) -> {});
  }

  private String address() {
    return "http://localhost:" + server.getAddress().getPort() + "/v1#juez";
  }

  /// Says yes to answers that say «Bien», and asks for its key.
  private void judge(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean known =
        ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    String verdict = "{\"reason\": \"r\", \"verdict\": " + body.contains("Bien") + "}";
    byte[] answer =
        (known
                ? "{\"choices\": [{\"message\": {\"content\": %s}}], \"usage\": {\"prompt_tokens\": 40, \"completion_tokens\": 7}}"
                    .formatted(Json.line(verdict))
                : "{\"error\": {\"message\": \"no key\"}}")
            .getBytes(StandardCharsets.UTF_8);
    if (known) asked.incrementAndGet();
    exchange.sendResponseHeaders(known ? 200 : 401, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
