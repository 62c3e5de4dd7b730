package dev.afina.engine;

import dev.afina.core.Refused;
import dev.afina.training.TrainingProblem;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/// libtorch, as it is being loaded. That takes the better part of a second, in which whoever starts
/// reads its files.
record Library(FutureTask<Boolean> loading) {

  /// Begins to load it, on a thread of its own.
  static Library begun() {
    Library library = new Library(new FutureTask<>(Library::load, true));
    Thread.ofPlatform().daemon().name("library").start(library.loading);
    return library;
  }

  /// Waits until it is there.
  ///
  /// @throws Refused with [TrainingProblem.NoNativeLibrary]
  void await() {
    Crew.ended(List.of(loading));
  }

  private static void load() {
    try {
      Loader.load(torch.class);
      torch.set_num_threads(1);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new Refused(
          new TrainingProblem.NoNativeLibrary(
              System.getProperty("os.name") + " " + System.getProperty("os.arch"), reason),
          e);
    }
  }
}
