package dev.afina.training.local;

import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.model.ScoringModel;
import dev.afina.training.BoundedLines;
import dev.afina.training.Numerics;
import dev.afina.training.TrainingProblem;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// A process that answers for one base and any number of its adapters, all conversations side by
/// side: requests go to its standard input, responses come from its standard output, one JSON value
/// a line.
public final class LocalBase implements AutoCloseable {
  private static final Response ENDED = new Response.Ready(-1);

  /// Many questions are asked at once, and a large base takes its time to load.
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final Process process;
  private final BufferedWriter requests;
  private final Path log;
  private final AtomicInteger lastId = new AtomicInteger(Response.START);
  private final Map<Integer, BlockingQueue<Response>> waiting = new ConcurrentHashMap<>();
  private volatile boolean ended;
  private volatile boolean late;

  private LocalBase(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
  }

  /// Starts the process and waits until the base is loaded.
  ///
  /// @param adapters the folders that may be asked for
  /// @throws Refused if it cannot be
  static LocalBase start(
      EngineProcess engine, Path base, Set<Path> adapters, Numerics numerics, Decoding decoding) {
    Path log = log(engine.cache());
    List<String> arguments =
        List.of(
            "answer",
            base.toAbsolutePath().toString(),
            numerics.dtype().name(),
            Integer.toString(numerics.threads()),
            decoding.name());
    List<Path> reads = new ArrayList<>(adapters);
    reads.add(base);
    Sandbox.Room room = new Sandbox.Room(reads, List.of());
    LocalBase started = new LocalBase(engine.start(log, arguments, room), log);
    try (Call loading = started.call(Response.START)) {
      Thread.ofPlatform().daemon().name("answers").start(started::listen);
      loading.expect(Response.Ready.class);
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /// Whether its process is there to answer.
  boolean answers() {
    return !ended && process.isAlive();
  }

  /// The base with an adapter; closing it leaves the base as it is.
  ///
  /// @param adapter its folder, or `null` for the base alone
  /// @throws Refused if the adapter does not fit
  public ScoringModel with(@Nullable Path adapter) {
    return with(adapter, () -> {});
  }

  /// @param whenClosed what ends with the model
  ScoringModel with(@Nullable Path adapter, Runnable whenClosed) {
    if (adapter == null) return new LocalModel(this, "", whenClosed);
    String folder = adapter.toAbsolutePath().toString();
    try (Call call = call()) {
      call.send(new Request.Load(call.id(), folder));
      call.expect(Response.Ready.class);
    }
    return new LocalModel(this, folder, whenClosed);
  }

  /// A request and what is said to it.
  Call call() {
    return call(lastId.incrementAndGet());
  }

  private Call call(int id) {
    BlockingQueue<Response> said = new LinkedBlockingQueue<>();
    waiting.put(id, said);
    if (ended) said.add(ENDED);
    return new Call(this, id, said);
  }

  /// @param said to this request
  record Call(LocalBase base, int id, BlockingQueue<Response> said) implements AutoCloseable {

    void send(Request request) {
      base.send(request);
    }

    /// The next thing that is said.
    ///
    /// @throws Refused if the process has ended
    Response next() {
      try {
        Response next = said.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) base.late = true;
        if (next == null || next == ENDED) throw base.gone();
        return next;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for an answer", e);
      }
    }

    <T extends Response> T expect(Class<T> type) {
      Response response = next();
      if (type.isInstance(response)) return type.cast(response);
      throw unexpected(response);
    }

    @Override
    public void close() {
      base.waiting.remove(id);
    }
  }

  static RuntimeException unexpected(Response response) {
    return response instanceof Response.Problem(int _, TrainingProblem problem)
        ? new Refused(problem)
        : new IllegalStateException("the engine answered something else: " + response);
  }

  /// Hands each response to whom it belongs. Whatever a native library prints in between is no
  /// response and is passed over.
  private void listen() {
    try (BoundedLines responses = new BoundedLines(process.getInputStream(), Wire.LONGEST)) {
      for (String line = responses.next(); line != null; line = responses.next()) {
        try {
          Response response = Json.parse(line, Response.class);
          BlockingQueue<Response> said = waiting.get(response.id());
          if (said != null) said.add(response);
        } catch (JacksonException noise) {
          continue;
        }
      }
    } catch (IOException e) {
      // The same as the end.
    }
    ended = true;
    waiting.values().forEach(said -> said.add(ENDED));
  }

  private void send(Request request) {
    try {
      synchronized (requests) {
        requests.write(Json.line(request));
        requests.newLine();
        requests.flush();
      }
    } catch (IOException e) {
      throw new Refused(gone().facts().getFirst(), e);
    }
  }

  private Refused gone() {
    return Wire.ended(process, late, PATIENCE, log);
  }

  private static Path log(Path cache) {
    try {
      Files.createDirectories(cache.resolve("logs"));
      return Files.createTempFile(cache.resolve("logs"), "answer-", ".log");
    } catch (IOException e) {
      throw FileProblem.writing(cache.resolve("logs"), e);
    }
  }

  @Override
  public void close() {
    try {
      requests.close();
    } catch (IOException e) {
      process.destroy();
    }
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
      if (process.waitFor() == 0 || Files.size(log) == 0) Files.deleteIfExists(log);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // A log that stays behind is no loss.
    }
  }
}
