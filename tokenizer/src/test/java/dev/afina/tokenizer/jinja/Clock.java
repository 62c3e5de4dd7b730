package dev.afina.tokenizer.jinja;

import java.lang.management.ManagementFactory;

/// The time that this thread was computing. Where others want the processor as well, time passes
/// that nobody used.
final class Clock {
  private Clock() {}

  static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
