package dev.afina.training.local;

import dev.afina.core.Conversation;
import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.model.Sampling;
import dev.afina.model.ScoringModel;
import dev.afina.training.Numerics;
import dev.afina.training.TrainingProblem;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// A model that answers from a process of its own: requests go to its standard input, responses
/// come from its standard output, one JSON value a line, one request at a time.
final class LocalModel implements ScoringModel {
  /// Many questions are asked at once, and a large base takes its time to load.
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final Process process;
  private final BufferedWriter requests;
  private final Wire responses;
  private final Path log;

  private LocalModel(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.responses = new Wire(process, PATIENCE, log);
  }

  /// Starts the process and waits until the model is loaded.
  static LocalModel start(
      EngineProcess engine, Path base, @Nullable Path tuned, Numerics numerics) {
    Path log = log(engine.cache());
    List<String> arguments =
        List.of(
            "answer",
            base.toAbsolutePath().toString(),
            tuned == null ? "" : tuned.toAbsolutePath().toString(),
            numerics.dtype().name(),
            Integer.toString(numerics.threads()));
    List<Path> reads = tuned == null ? List.of(base) : List.of(base, tuned);
    Sandbox.Room room = new Sandbox.Room(reads, Optional.empty());
    LocalModel model = new LocalModel(engine.start(log, arguments, room), log);
    try {
      model.expect(Response.Ready.class);
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  @Override
  public synchronized List<double[]> score(List<List<Message>> questions, List<String> answers) {
    send(new Request.Score(questions, answers));
    return expect(Response.Scores.class).scores();
  }

  @Override
  public synchronized List<Likelihood> likelihoods(List<Conversation> conversations) {
    send(new Request.Weigh(conversations));
    return expect(Response.Likelihoods.class).likelihoods();
  }

  @Override
  public synchronized Reply reply(
      List<Message> messages, Sampling sampling, Predicate<String> piece) {
    send(new Request.Speak(messages, sampling));
    boolean listening = true;
    while (true) {
      switch (next()) {
        case Response.Piece said -> {
          if (listening && !piece.test(said.text())) {
            listening = false;
            send(new Request.Hush());
          }
        }
        case Response.Replied replied -> {
          return replied.reply();
        }
        case Response other -> throw unexpected(other);
      }
    }
  }

  @Override
  public synchronized List<Reply> replies(List<List<Message>> conversations, Sampling sampling) {
    send(new Request.SpeakAll(conversations, sampling));
    return expect(Response.Replies.class).replies();
  }

  private <T extends Response> T expect(Class<T> type) {
    Response response = next();
    if (type.isInstance(response)) return type.cast(response);
    throw unexpected(response);
  }

  private static RuntimeException unexpected(Response response) {
    return response instanceof Response.Problem(TrainingProblem problem)
        ? new Refused(problem)
        : new IllegalStateException("the engine answered something else: " + response);
  }

  /// The next response. Whatever a native library prints in between is no response and is passed
  /// over.
  private Response next() {
    while (true) {
      String line = responses.next();
      try {
        return Json.parse(line, Response.class);
      } catch (JacksonException noise) {
        continue;
      }
    }
  }

  private void send(Request request) {
    try {
      requests.write(Json.line(request));
      requests.newLine();
      requests.flush();
    } catch (IOException e) {
      throw new Refused(responses.ended().facts().getFirst(), e);
    }
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
