package dev.afina.engine;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.engine.vector.Decoder;
import dev.afina.model.Base;
import dev.afina.training.Numerics;
import dev.afina.training.Numerics.Dtype;
import dev.afina.training.TrainingProblem;
import dev.afina.training.local.Decoding;
import dev.afina.training.local.Request;
import dev.afina.training.local.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers requests from standard input until it ends. Conversations that overlap are spoken in one
/// batch: a new one joins between two tokens of the others, whatever adapter it wants.
final class Answering {
  /// Answers that are made side by side; each takes memory for what was said.
  private static final int TOGETHER = 16;

  private static final Request END = new Request.Hush(Response.START);

  private final Loaded loaded;
  private final Supplier<Speaking> preparing;
  private final PrintStream out;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final Set<Integer> hushed = ConcurrentHashMap.newKeySet();
  private final Queue<Request.Speak> waiting = new ArrayDeque<>();
  private final List<Answer> answers = new ArrayList<>();

  /// Takes seconds to prepare, and whoever only asks for likelihoods needs none.
  private @Nullable Speaking speaking;

  /// @param id of the request
  private record Answer(int id, Turn turn) {}

  private Answering(Loaded loaded, Supplier<Speaking> preparing, PrintStream out) {
    this.loaded = loaded;
    this.preparing = preparing;
    this.out = out;
  }

  /// @param place the base's file or folder
  static void run(
      Path place, Numerics numerics, Decoding decoding, BufferedReader in, PrintStream out)
      throws IOException {
    Library library = Library.begun();
    Base base = Base.at(place);
    Wording wording = new Wording(base);
    library.await();
    try (Loaded loaded = new Loaded(base, wording, numerics)) {
      Answering answering =
          new Answering(loaded, () -> speaking(base, numerics, decoding, loaded.crew()), out);
      answering.say(new Response.Ready(Response.START));
      answering.listen(in);
    }
  }

  static Speaking speaking(Base base, Numerics numerics, Decoding decoding, Crew crew) {
    boolean half = numerics.dtype() == Dtype.BF16;
    return switch (decoding) {
      case TENSORS -> new Speaking.ByTensors(crew);
      case VECTORS ->
          new Speaking.ByVectors(
              new Decoder(base.architecture(), base.weights(), half, numerics.threads()),
              base.architecture());
    };
  }

  /// One thread reads, so that a [Request.Hush] is heard while a reply is being made.
  private void listen(BufferedReader in) throws IOException {
    Thread worker = Thread.ofPlatform().name("answering").start(this::work);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Request request = Json.parse(line, Request.class);
      if (request instanceof Request.Hush(int id)) hushed.add(id);
      else requests.add(request);
    }
    requests.add(END);
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (speaking != null) speaking.close();
  }

  /// Whatever was asked in the meantime, then a token of every answer.
  private void work() {
    try {
      while (true) {
        List<Request> asked = new ArrayList<>();
        if (answers.isEmpty() && waiting.isEmpty()) asked.add(requests.take());
        requests.drainTo(asked);
        if (asked.contains(END)) return;
        asked.forEach(this::answer);
        begin();
        if (!answers.isEmpty()) step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin() {
    List<Request.Speak> speaks = new ArrayList<>();
    while (answers.size() + speaks.size() < TOGETHER && !waiting.isEmpty())
      speaks.add(waiting.remove());
    if (speaks.isEmpty()) return;
    List<Optional<Answer>> begun = loaded.crew().divided(speaks, this::begin);
    begun.stream().flatMap(Optional::stream).forEach(this::goOn);
  }

  private Optional<Answer> begin(int thread, Request.Speak asked) {
    return guarded(
        List.of(asked.id()),
        () -> {
          Predicate<String> piece =
              said -> {
                say(new Response.Piece(asked.id(), said));
                return !hushed.contains(asked.id());
              };
          Answerer answerer = loaded.with(asked.adapter()).get(thread);
          return new Answer(asked.id(), answerer.begin(asked.messages(), asked.sampling(), piece));
        });
  }

  private void step() {
    List<Answer> spoken = List.copyOf(answers);
    answers.clear();
    guarded(
            spoken.stream().map(Answer::id).toList(),
            () -> {
              speaking().step(spoken.stream().map(Answer::turn).toList());
              return spoken;
            })
        .ifPresentOrElse(
            all -> all.forEach(this::goOn), () -> spoken.forEach(answer -> answer.turn().close()));
  }

  private Speaking speaking() {
    if (speaking == null) speaking = preparing.get();
    return speaking;
  }

  private void goOn(Answer answer) {
    if (answer.turn().goesOn() && !hushed.contains(answer.id())) answers.add(answer);
    else {
      say(new Response.Replied(answer.id(), answer.turn().end()));
      hushed.remove(answer.id());
    }
  }

  private void answer(Request request) {
    switch (request) {
      case Request.Load(int id, String adapter) ->
          said(
              id,
              () -> {
                loaded.with(adapter);
                return new Response.Ready(id);
              });
      case Request.Score(int id, String adapter, var questions, var wanted) ->
          said(
              id,
              () -> new Response.Scores(id, loaded.likelihoods(adapter).scores(questions, wanted)));
      case Request.Weigh(int id, String adapter, var conversations) ->
          said(
              id,
              () -> new Response.Likelihoods(id, loaded.likelihoods(adapter).of(conversations)));
      case Request.Speak speak -> waiting.add(speak);
      case Request.Hush _ -> {} // heard already
    }
  }

  private void said(int id, Supplier<Response> answer) {
    guarded(List.of(id), answer).ifPresent(this::say);
  }

  /// What is made, or nothing where it cannot be; then each request is told why.
  private <T> Optional<T> guarded(List<Integer> ids, Supplier<T> making) {
    TrainingProblem problem;
    try {
      return Optional.of(making.get());
    } catch (Refused e) {
      problem = TrainingProblem.of(e);
    } catch (RuntimeException e) {
      e.printStackTrace();
      String words = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      problem = new TrainingProblem.Other(words);
    }
    for (int id : ids) say(new Response.Problem(id, problem));
    return Optional.empty();
  }

  private void say(Response response) {
    synchronized (out) {
      out.println(Json.line(response));
      out.flush();
    }
  }
}
