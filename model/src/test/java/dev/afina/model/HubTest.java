package dev.afina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.afina.core.Fact;
import dev.afina.core.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models fetched from a hub by `ORG/NAME`, against one that behaves well or badly.
class HubTest {

  @TempDir Path folder;

  private final List<ModelEvent> events = Collections.synchronizedList(new ArrayList<>());
  private TestHub hub;
  private Surroundings here;

  @BeforeEach
  void fillTheHub() throws IOException {
    hub = new TestHub();
    Path model = Seed.plant(folder.resolve("model"), List.of("hola, ¿qué tal?"), 7);
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.sorted().toList())
        hub.files.put(file.getFileName().toString(), Files.readAllBytes(file));
    }
    hub.files.put("README.md", "---\nlicense: Apache-2.0\n---\n".getBytes());
    hub.files.put("modeling_tiny.py", "import os".getBytes());
    hub.files.put("pytorch_model.bin", new byte[100]);
    hub.files.put("picture.png", new byte[100]);
    hub.files.put("tiny.Q4_1.gguf", GgufBytes.tinyLlama().bytes());
    hub.files.put("tiny.F16.gguf", GgufBytes.tinyLlama().bytes());
    here =
        new Surroundings(
            folder.resolve("cache"),
            hub.address(),
            "hf_secret",
            false,
            List.of("no-such-program"),
            new Surroundings.Patience(
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)));
  }

  @AfterEach
  void closeTheHub() {
    hub.close();
  }

  @Test
  void onlyTheFilesThatAreNeededCome() {
    Base base = pull("shop/tiny");
    assertThat(base.name()).isEqualTo("shop/tiny@aaaaaaaaaaaa");
    assertThat(base.licence()).isEqualTo("apache-2.0");
    assertThat(base.place().resolve("model.safetensors"))
        .hasBinaryContent(hub.content("model.safetensors"));
    assertThat(hub.paths()).noneMatch(path -> path.matches(".*(\\.py|\\.png|\\.bin|\\.gguf)"));
    base.weights().close();
  }

  @Test
  void progressCountsAllFilesTogether() {
    pull("shop/tiny");
    List<ModelEvent.Downloading> progress =
        events.stream()
            .filter(ModelEvent.Downloading.class::isInstance)
            .map(ModelEvent.Downloading.class::cast)
            .toList();
    assertThat(progress.getLast().bytes()).isEqualTo(progress.getLast().total());
    assertThat(progress).extracting(ModelEvent.Downloading::bytes).isSorted();
  }

  @Test
  void whatIsHereNeedsNoHub() {
    Base base = pull("shop/tiny");
    hub.requests.clear();
    assertThat(models().resolve("shop/tiny", events::add)).isEqualTo(base);
    assertThat(models().resolve(base.name(), events::add)).isEqualTo(base);
    assertThat(offline().resolve("shop/tiny@main", events::add)).isEqualTo(base);
    assertThat(hub.requests).isEmpty();
    assertRefused(
        () -> offline().resolve("shop/other", events::add), ModelProblem.NoPlaceAnswered.class);
  }

  @Test
  void aRevisionStaysWhatItWasUntilItIsPulledAgain() {
    Base first = pull("shop/tiny");
    hub.commit = "b".repeat(40);
    hub.files.put("README.md", "---\nlicense: mit\n---\n".getBytes());
    assertThat(models().resolve("shop/tiny", events::add)).isEqualTo(first);
    Base second = pull("shop/tiny");
    assertThat(second.name()).isEqualTo("shop/tiny@bbbbbbbbbbbb");
    assertThat(models().resolve("shop/tiny", events::add)).isEqualTo(second);
    assertThat(models().resolve(first.name(), events::add)).isEqualTo(first);
  }

  @Test
  void whatDidNotChangeIsNotFetchedTwice() {
    pull("shop/tiny");
    hub.requests.clear();
    pull("shop/tiny");
    assertThat(hub.paths()).containsExactly("/api/models/shop/tiny/revision/main");
  }

  @Test
  void theTokenGoesToTheHubAndNobodyElse() {
    pull("shop/tiny");
    assertThat(hub.requests)
        .allMatch(request ->
            request.host().equals("hub")
                == "Bearer hf_secret".equals(request.headers().getFirst("Authorization")));
    assertThat(hub.requests).anyMatch(request -> request.host().equals("store"));
    assertThat(events.toString() + here).doesNotContain("hf_secret");
  }

  @Test
  void aTokenThatCannotBeOneIsNotTold() {
    assertThatThrownBy(() -> Surroundings.of(Map.of("HF_TOKEN", "hf_se\ncret")))
        .isInstanceOf(Refused.class)
        .message()
        .doesNotContain("cret");
  }

  @Test
  void aConnectionThatBreaksIsTakenUpWhereItBroke() {
    byte[] weights = hub.content("model.safetensors");
    hub.fault =
        (exchange, _) -> {
          boolean first = exchange.getRequestHeaders().getFirst("Range") == null;
          return isWeights(exchange) && first && breaksOff(exchange, weights, 1000);
        };
    assertThat(pull("shop/tiny").place().resolve("model.safetensors")).hasBinaryContent(weights);
    assertThat(hub.requests)
        .anyMatch(request -> "bytes=1000-".equals(request.headers().getFirst("Range")));
  }

  @Test
  void anotherCallGoesOnToo() {
    byte[] weights = hub.content("model.safetensors");
    hub.fault =
        (exchange, _) -> {
          if (!isWeights(exchange)) return false;
          boolean first = exchange.getRequestHeaders().getFirst("Range") == null;
          if (first) return breaksOff(exchange, weights, 1000);
          exchange.sendResponseHeaders(500, -1);
          return true;
        };
    assertRefused(() -> pull("shop/tiny"), ModelProblem.NoPlaceAnswered.class);
    assertThat(models().atHand()).isEmpty();
    hub.fault = (_, _) -> false;
    hub.requests.clear();
    pull("shop/tiny");
    assertThat(hub.requests)
        .filteredOn(request -> request.host().equals("store"))
        .extracting(request -> request.headers().getFirst("Range"))
        .containsExactly("bytes=1000-");
  }

  @Test
  void otherBytesAreNeverUsed() {
    for (String name : List.of("model.safetensors", "config.json")) {
      byte[] wrong = hub.content(name).clone();
      wrong[wrong.length / 2] ^= 1;
      hub.fault =
          (exchange, _) -> {
            String path = exchange.getRequestURI().getPath();
            boolean itself =
                isWeights(exchange) ? path.contains(name) : path.endsWith("/config.json");
            if (itself && path.contains(name)) TestHub.send(exchange, wrong);
            return itself && path.contains(name);
          };
      hub.commit = name.equals("config.json") ? "c".repeat(40) : hub.commit;
      assertRefused(() -> pull("shop/tiny"), ModelProblem.NoPlaceAnswered.class);
      assertThat(models().atHand()).isEmpty();
    }
  }

  @Test
  void aFileThatWasDamagedHereComesAgain() throws IOException {
    Base base = pull("shop/tiny");
    Files.write(base.place().resolve("config.json"), new byte[10]);
    hub.requests.clear();
    assertThat(models().resolve("shop/tiny", events::add)).isEqualTo(base);
    assertThat(hub.paths()).hasSize(2).last().asString().endsWith("config.json");
  }

  @Test
  void aHubThatAsksForPatienceGetsIt() {
    hub.fault =
        (exchange, request) -> {
          if (request == 1) exchange.getResponseHeaders().add("Retry-After", "1");
          if (request <= 2) exchange.sendResponseHeaders(request == 1 ? 429 : 503, -1);
          return request <= 2;
        };
    pull("shop/tiny");
    assertThat(events).contains(new ModelEvent.Patience("shop/tiny", 1));
  }

  @Test
  void aHubThatAsksForTooMuchPatienceIsLeft() {
    hub.fault =
        (exchange, _) -> {
          exchange.getResponseHeaders().add("Retry-After", "3600");
          exchange.sendResponseHeaders(429, -1);
          return true;
        };
    assertThat(refused(() -> pull("shop/tiny")).toString()).contains("BUSY", "HTTP 429");
    assertThat(hub.requests).hasSize(1);
  }

  @Test
  void whatIsNotForUsIsSaid() {
    answerAll(401);
    assertThat(refused(() -> pull("shop/tiny")))
        .isEqualTo(new ModelProblem.NotAllowed("shop/tiny", "HTTP 401 GatedRepo", true));
    answerAll(404);
    assertThat(refused(() -> pull("shop/tiny@v2")))
        .isEqualTo(new ModelProblem.NoSuchRepository("shop/tiny", "v2"));
  }

  @Test
  void aHubThatFallsSilentIsLeft() {
    here =
        new Surroundings(
            here.cache(),
            here.hub(),
            here.token(),
            false,
            here.pip(),
            new Surroundings.Patience(
                Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(5)));
    hub.fault =
        (exchange, _) -> {
          if (!isWeights(exchange)) return false;
          exchange.sendResponseHeaders(200, 10_000_000);
          exchange.getResponseBody().write(new byte[500]);
          exchange.getResponseBody().flush();
          pause(2000);
          return true;
        };
    long start = System.nanoTime();
    assertThat(refused(() -> pull("shop/tiny")).toString()).contains("STALLED");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aSlowHubIsWaitedFor() {
    byte[] weights = hub.content("model.safetensors");
    hub.fault =
        (exchange, _) -> {
          if (!isWeights(exchange)) return false;
          exchange.sendResponseHeaders(200, weights.length);
          int slice = weights.length / 10 + 1;
          for (int at = 0; at < weights.length; at += slice) {
            exchange.getResponseBody().write(weights, at, Math.min(slice, weights.length - at));
            exchange.getResponseBody().flush();
            pause(50);
          }
          return true;
        };
    assertThat(pull("shop/tiny").place().resolve("model.safetensors")).hasBinaryContent(weights);
  }

  @Test
  void oneGgufFileCanBeChosen() {
    Base base = pull("shop/tiny:Q4_1");
    assertThat(base.name()).isEqualTo("shop/tiny@aaaaaaaaaaaa:tiny.Q4_1.gguf");
    assertThat(hub.paths()).hasSize(3).last().isEqualTo("/tiny.Q4_1.gguf");
    assertThat(models().resolve("shop/tiny:tiny.q4_1.GGUF", events::add)).isEqualTo(base);
    assertThat(refused(() -> pull("shop/tiny:Q8_0")))
        .isEqualTo(
            new ModelProblem.ChooseFile(
                "shop/tiny", "Q8_0", List.of("tiny.F16.gguf", "tiny.Q4_1.gguf")));
    hub.files.remove("config.json");
    assertRefused(() -> pull("shop/tiny"), ModelProblem.ChooseFile.class);
  }

  @Test
  void shardsComeByTheirIndex() {
    Map<String, byte[]> sharded = new LinkedHashMap<>(hub.files);
    byte[] weights = hub.content("model.safetensors");
    sharded.remove("model.safetensors");
    sharded.put("model-00001-of-00001.safetensors", weights);
    sharded.put("model-00009-of-00009.safetensors", new byte[10]);
    sharded.put(Shards.Form.SAFETENSORS.index(), index(weights).getBytes());
    hub.files.clear();
    hub.files.putAll(sharded);
    Base base = pull("shop/tiny");
    base.weights().close();
    assertThat(hub.paths()).noneMatch(path -> path.contains("00009"));
  }

  @Test
  void anIndexLeadsNowhereElse() {
    hub.files.remove("model.safetensors");
    hub.files.put(
        Shards.Form.SAFETENSORS.index(),
        "{\"weight_map\":{\"x\":\"../../x.safetensors\"}}".getBytes());
    assertRefused(() -> pull("shop/tiny"), ModelProblem.Damaged.class);
  }

  @Test
  void thoseWhoAskTogetherFetchOnce() {
    List<CompletableFuture<Base>> all =
        IntStream.range(0, 6)
            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> pull("shop/tiny")))
            .toList();
    assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(hub.paths()).filteredOn(path -> path.equals("/model.safetensors")).hasSize(1);
  }

  @Test
  void whatIsRemovedIsGone() {
    Base base = pull("shop/tiny");
    pull("shop/tiny:Q4_1");
    assertThat(models().atHand()).extracting(Models.AtHand::name).hasSize(2).contains(base.name());
    assertThat(models().remove(base.name(), events::add)).isGreaterThan(100_000);
    assertThat(models().remove("shop/tiny:Q4_1", events::add)).isGreaterThan(100);
    assertThat(models().atHand()).isEmpty();
    assertRefused(() -> models().remove("shop/tiny", events::add), ModelProblem.NotHere.class);
    assertRefused(() -> models().here("shop/tiny"), ModelProblem.NotHere.class);
  }

  @Test
  void aNameLeadsOutOfNothing() {
    for (String name : List.of("../etc", "a/..", "a/b/../c", "a/b:../c.gguf", "a/b@../x", "a//b"))
      assertThat(HubName.of(name)).as(name).isEmpty();
    assertThat(HubName.of("Qwen/Qwen2.5-0.5B-Instruct@refs/pr/1:q4_k_m.gguf"))
        .contains(new HubName("Qwen/Qwen2.5-0.5B-Instruct", "refs/pr/1", "q4_k_m.gguf"));
  }

  // ---- the hub's ways ----

  private static boolean isWeights(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().equals("/model.safetensors");
  }

  private static boolean breaksOff(HttpExchange exchange, byte[] bytes, int after)
      throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes, 0, after);
    exchange.getResponseBody().flush();
    return true;
  }

  private void answerAll(int status) {
    hub.fault =
        (exchange, _) -> {
          exchange.getResponseHeaders().add("X-Error-Code", "GatedRepo");
          exchange.sendResponseHeaders(status, -1);
          return true;
        };
  }

  private static String index(byte[] safetensors) {
    int length = safetensors[0] & 0xff | (safetensors[1] & 0xff) << 8 | safetensors[2] << 16;
    String header = new String(Arrays.copyOfRange(safetensors, 8, 8 + length));
    StringBuilder map = new StringBuilder("{\"weight_map\":{");
    dev.afina.core.Json.tree(header).propertyNames().stream()
        .filter(name -> !name.startsWith("__"))
        .forEach(name ->
            map.append('"').append(name).append("\":\"model-00001-of-00001.safetensors\","));
    map.setLength(map.length() - 1);
    return map + "}}";
  }

  // ---- this machine ----

  private Models models() {
    return new Models(here, List.of());
  }

  private Models offline() {
    return new Models(
        new Surroundings(here.cache(), here.hub(), "", true, here.pip(), here.patience()),
        List.of());
  }

  private Base pull(String name) {
    return models().pull(name, events::add);
  }

  private static Fact refused(Runnable work) {
    try {
      work.run();
    } catch (Refused refused) {
      return refused.facts().getFirst();
    }
    throw new AssertionError("nothing was refused");
  }

  private static void assertRefused(Runnable work, Class<? extends Fact> fact) {
    assertThat(refused(work)).isInstanceOf(fact);
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
