package dev.afina.hosted;

import java.time.Duration;

/// How long a server is waited for.
///
/// @param connect for a connection
/// @param answer for a whole answer: a model on a processor takes its time
/// @param pause before it is asked again, if it does not say how long; twice as long each time
/// @param longest it is never waited longer between two tries
record Patience(Duration connect, Duration answer, Duration pause, Duration longest) {
  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1));
}
