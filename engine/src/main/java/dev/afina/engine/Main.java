package dev.afina.engine;

import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.tokenizer.Tokenizers;
import dev.afina.training.Numerics;
import dev.afina.training.Numerics.Dtype;
import dev.afina.training.Progress;
import dev.afina.training.RunFolder;
import dev.afina.training.TrainingProblem;
import dev.afina.training.local.Decoding;
import dev.afina.training.local.Response;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// The engine's process: `train RUN`, `answer BASE DTYPE THREADS DECODING`, `measure`. It is
/// started by `dev.afina.training.local` and speaks JSON lines; people never see it.
public final class Main {
  private static final int REFUSED = 2;

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err); // whatever else prints must not disturb the protocol
    Tokenizers.keepNativeLibraryIn(Path.of(System.getProperty("afina.cache"), "djl"));
    switch (arguments[0]) {
      case "train" -> System.exit(train(new RunFolder(Path.of(arguments[1])), out));
      case "answer" -> System.exit(answer(arguments, out));
      case "measure" -> System.exit(measure(out));
      default -> throw new IllegalArgumentException("no such command: " + arguments[0]);
    }
  }

  /// Stops in one way: a flag read between steps, set by the end of the input (whoever started the
  /// engine is gone, or wants it to end) or by a signal. A checkpoint is written first.
  ///
  /// Why it could not go on is told twice: in the run's events, and on the output for whoever
  /// started it, because a full disk takes no event.
  private static int train(RunFolder run, PrintStream out) throws IOException {
    Stop stop = new Stop();
    Thread.ofPlatform().daemon().name("stop").start(() -> awaitEndOfInput(stop));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stop::askAndWait));
    try (FileChannel channel =
            FileChannel.open(run.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        OutputStream events = new FileOutputStream(run.eventsFile().toFile(), true)) {
      if (lock == null) {
        out.println(Json.line(new Progress.Failed(new TrainingProblem.AlreadyRunning(run.path()))));
        return REFUSED;
      }
      Memory memory = Memory.ofThisMachine();
      AtomicInteger step = new AtomicInteger();
      Consumer<Progress> told =
          event -> {
            if (event instanceof Progress.Training at) step.set(at.step());
            append(run, events, event);
          };
      try {
        new TrainingLoop(run, memory, told, stop::asked).train();
        return 0;
      } catch (Refused e) {
        return failed(TrainingProblem.of(e), run, events, out);
      } catch (RuntimeException | OutOfMemoryError e) {
        if (!isOutOfMemory(e)) throw e;
        return failed(new TrainingProblem.OutOfMemory(step.get()), run, events, out);
      }
    } finally {
      stop.done();
    }
  }

  private static int failed(
      TrainingProblem problem, RunFolder run, OutputStream events, PrintStream out) {
    Progress failed = new Progress.Failed(problem);
    out.println(Json.line(failed));
    try {
      append(run, events, failed);
    } catch (Refused full) {
      System.err.println("the last event could not be written: " + full.getMessage());
    }
    return REFUSED;
  }

  /// libtorch throws what it has no type for.
  private static boolean isOutOfMemory(Throwable e) {
    String words = String.valueOf(e.getMessage());
    return e instanceof OutOfMemoryError
        || words.contains("can't allocate memory")
        || words.contains("bad_alloc");
  }

  private static int answer(String[] arguments, PrintStream out) throws IOException {
    Numerics numerics =
        new Numerics(Dtype.valueOf(arguments[2]), Integer.parseInt(arguments[3]), "");
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      PrintStream utf8 = new PrintStream(out, true, StandardCharsets.UTF_8);
      Answering.run(Path.of(arguments[1]), numerics, Decoding.valueOf(arguments[4]), in, utf8);
      return 0;
    } catch (Refused e) {
      out.println(Json.line(new Response.Problem(Response.START, TrainingProblem.of(e))));
      return REFUSED;
    }
  }

  private static int measure(PrintStream out) {
    Library.begun().await();
    out.println(Json.line(Measurement.machine()));
    return 0;
  }

  private static void awaitEndOfInput(Stop stop) {
    try {
      while (System.in.read() >= 0) {
        // `stop` is said by closing the input.
      }
    } catch (IOException e) {
      // The same as the end.
    }
    stop.ask();
  }

  private static void append(RunFolder run, OutputStream events, Progress event) {
    try {
      events.write((Json.line(event) + "\n").getBytes(StandardCharsets.UTF_8));
      events.flush();
    } catch (IOException e) {
      throw FileProblem.writing(run.eventsFile(), e);
    }
  }

  /// A wish to end, and the moment it is fulfilled.
  private static final class Stop {
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean asked;

    void ask() {
      asked = true;
    }

    boolean asked() {
      return asked;
    }

    void done() {
      ended.countDown();
    }

    /// A JVM that goes down while a thread computes in libtorch can crash; so it waits.
    void askAndWait() {
      ask();
      try {
        ended.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
