package dev.afina.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ctrl-C while steps run. The terminal sends it to the engine, too, which then writes a
/// checkpoint; so we do not leave before it has, and then say how to go on.
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch workEnded = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean happened;

  private Interruption(Runnable farewell) {
    Thread worker = Thread.currentThread();
    hook =
        new Thread(
            () -> {
              happened = true;
              worker.interrupt();
              // Where only we were told to end: an engine that trains writes a checkpoint first.
              ProcessHandle.current().children().forEach(ProcessHandle::destroy);
              awaitEnd();
              farewell.run();
            },
            "interruption");
  }

  /// @param again the command that goes on
  static Interruption watch(Call call, String again) {
    Interruption interruption =
        new Interruption(() -> {
          if (call.json()) return;
          call.screen.clearStatus();
          call.errors.line(call.word("screen.interrupted", "command", again));
        });
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  boolean happened() {
    return happened;
  }

  @Override
  public void close() {
    workEnded.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // The hook runs; it says the last words.
    }
  }

  private void awaitEnd() {
    try {
      boolean _ = workEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      for (ProcessHandle child : ProcessHandle.current().children().toList()) {
        child.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      // Enough waited; the last regular checkpoint is there in any case.
    }
  }
}
