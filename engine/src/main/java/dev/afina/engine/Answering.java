package dev.afina.engine;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.model.Base;
import dev.afina.model.ModelFile;
import dev.afina.model.PeftAdapter;
import dev.afina.model.Safetensors;
import dev.afina.tokenizer.Tokenizer;
import dev.afina.training.Numerics;
import dev.afina.training.TrainingProblem;
import dev.afina.training.local.Request;
import dev.afina.training.local.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Answers requests from standard input until it ends.
final class Answering {
  private static final Request END = new Request.Hush();

  private final List<Answerer> answerers;
  private final ExecutorService threads;
  private final PrintStream out;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private volatile boolean hushed;

  private Answering(List<Answerer> answerers, PrintStream out) {
    this.answerers = answerers;
    this.threads = Executors.newFixedThreadPool(answerers.size());
    this.out = out;
  }

  /// @param place the base's file or folder
  /// @param tuned a PEFT adapter's folder or a whole model's, or `null` for the base alone
  static void run(
      Path place, @Nullable Path tuned, Numerics numerics, BufferedReader in, PrintStream out)
      throws IOException {
    boolean whole = tuned != null && Files.exists(tuned.resolve("config.json"));
    Base base = Base.at(tuned != null && whole ? tuned : place);
    Transformer.Adaptation adaptation = Transformer.Adaptation.NONE;
    if (tuned != null && !whole) {
      PeftAdapter.in(tuned).check(base.architecture());
      Weights learned = read(Safetensors.open(tuned.resolve(PeftAdapter.WEIGHTS)), numerics);
      adaptation = Adapter.in(tuned).on(learned::find);
    }
    Weights weights = read(base.weights(), numerics);
    try (Tokenizer tokenizer = base.tokenizer()) {
      List<Answerer> answerers = new ArrayList<>();
      for (int i = 0; i < numerics.threads(); i++) {
        Transformer model = new Transformer(base.architecture(), weights::get, adaptation);
        answerers.add(new Answerer(model, tokenizer, base.template(), base.ends()));
      }
      Answering answering = new Answering(answerers, out);
      answering.say(new Response.Ready());
      answering.listen(in);
    }
  }

  private static Weights read(ModelFile file, Numerics numerics) {
    try (file) {
      return Weights.read(file, numerics.dtype());
    }
  }

  /// One thread reads, so that a [Request.Hush] is heard while a reply is being made.
  private void listen(BufferedReader in) throws IOException {
    Thread worker = Thread.ofPlatform().name("answering").start(this::work);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Request request = Json.parse(line, Request.class);
      if (request instanceof Request.Hush) hushed = true;
      else requests.add(request);
    }
    hushed = true;
    requests.add(END);
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdown();
  }

  private void work() {
    try {
      for (Request request = requests.take(); request != END; request = requests.take()) {
        hushed = false;
        try {
          say(answer(request));
        } catch (Refused e) {
          say(new Response.Problem(TrainingProblem.of(e)));
        } catch (RuntimeException e) {
          e.printStackTrace();
          say(
              new Response.Problem(
                  new TrainingProblem.Other(
                      String.valueOf(e.getMessage()).lines().findFirst().orElse(""))));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Response answer(Request request) {
    return switch (request) {
      case Request.Score(var questions, var answers) ->
          new Response.Scores(divided(questions, each((a, q) -> a.score(q, answers))));
      case Request.Weigh(var conversations) ->
          new Response.Likelihoods(divided(conversations, each(Answerer::likelihood)));
      case Request.Speak(var messages, var sampling) ->
          new Response.Replied(
              answerers
                  .getFirst()
                  .reply(
                      messages,
                      sampling,
                      piece -> {
                        say(new Response.Piece(piece));
                        return !hushed;
                      }));
      case Request.SpeakAll(var conversations, var sampling) ->
          new Response.Replies(
              divided(conversations, (a, some) -> a.replies(some, sampling, _ -> !hushed)));
      case Request.Hush _ -> throw new IllegalStateException("nothing to hush");
    };
  }

  /// Every item is computed alone, so it does not matter on which thread.
  private static <Q, A> BiFunction<Answerer, List<Q>, List<A>> each(
      BiFunction<Answerer, Q, A> answer) {
    return (answerer, some) -> some.stream().map(one -> answer.apply(answerer, one)).toList();
  }

  /// Deals the questions to the threads in turn and puts the answers back in order.
  private <Q, A> List<A> divided(List<Q> questions, BiFunction<Answerer, List<Q>, List<A>> answer) {
    List<Future<List<A>>> parts = new ArrayList<>();
    int n = answerers.size();
    for (int t = 0; t < n; t++) {
      Answerer answerer = answerers.get(t);
      int thread = t;
      List<Q> some =
          IntStream.range(0, questions.size())
              .filter(i -> i % n == thread)
              .mapToObj(questions::get)
              .toList();
      parts.add(threads.submit(() -> answer.apply(answerer, some)));
    }
    try {
      List<List<A>> done = new ArrayList<>();
      for (Future<List<A>> part : parts) done.add(part.get());
      return IntStream.range(0, questions.size())
          .mapToObj(i -> done.get(i % n).get(i / n))
          .toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) throw fault;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while answering", e);
    }
  }

  private void say(Response response) {
    synchronized (out) {
      out.println(Json.line(response));
      out.flush();
    }
  }
}
