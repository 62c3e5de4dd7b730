package dev.afina.project;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Tells how long something takes on this machine.
///
/// @param hour what it costs
record Meter(InstantSource clock, Tariff.Hourly hour) {
  Instant now() {
    return clock.instant();
  }

  double seconds(Instant since) {
    return Duration.between(since, now()).toNanos() / 1e9;
  }
}
