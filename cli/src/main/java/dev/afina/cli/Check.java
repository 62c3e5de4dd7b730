package dev.afina.cli;

import dev.afina.core.Fact;
import java.nio.file.Path;
import java.util.List;

/// What the doctor found, one part of the machine each. Numbers of bytes are in gigabytes or
/// megabytes, powers of ten, as disks are sold.
sealed interface Check extends Fact {

  /// How it is told.
  enum Mark {
    OK,
    /// Not as it could be; everything works all the same.
    NOTE,
    /// The user had better do something about it.
    ATTENTION
  }

  default Mark mark() {
    return switch (this) {
      case Java _, Speed _, Isolated _, CachePlace _, BaseHere _, HubAnswers _ -> Mark.OK;
      case NotIsolated _ -> Mark.NOTE;
      case NoEngine _, NoCache _, BaseAway _ -> Mark.ATTENTION;
      case Cores check -> enough(check.cores() >= 2);
      case Memory check -> enough(check.gigabytes() >= 3);
      case Disk check -> enough(check.gigabytes() >= 3);
      case HubSilent check -> check.needed() ? Mark.ATTENTION : Mark.NOTE;
      case Offline check -> check.needed() ? Mark.ATTENTION : Mark.NOTE;
    };
  }

  private static Mark enough(boolean there) {
    return there ? Mark.OK : Mark.ATTENTION;
  }

  record Java(String version, Path home) implements Check {}

  record Cores(int cores) implements Check {}

  record Memory(double gigabytes) implements Check {}

  /// The native library is there and was measured.
  ///
  /// @param bf16 and `f32`: billions of operations a second of one core
  /// @param takes what a training would compute in
  record Speed(double bf16, double f32, String takes, String library) implements Check {}

  /// It is not, and why.
  record NoEngine(Fact reason) implements Check {}

  /// The engine has no network, and one folder to write.
  record Isolated() implements Check {}

  /// It is not kept from them.
  record NotIsolated() implements Check {}

  record Disk(Path place, double gigabytes) implements Check {}

  record CachePlace(Path place) implements Check {}

  record NoCache(Path place) implements Check {}

  record BaseHere(String name, Path file) implements Check {}

  /// Not fetched yet.
  record BaseAway(String name, double megabytes, List<String> places) implements Check {}

  record HubAnswers(String host) implements Check {}

  /// @param needed no base is here yet
  record HubSilent(String host, boolean needed) implements Check {}

  /// The environment forbids asking.
  record Offline(boolean needed) implements Check {}
}
