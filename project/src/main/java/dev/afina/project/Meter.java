package dev.afina.project;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Tells how long something takes on this machine.
record Meter(InstantSource clock) {
  Instant now() {
    return clock.instant();
  }

  double seconds(Instant since) {
    return Duration.between(since, now()).toNanos() / 1e9;
  }
}
