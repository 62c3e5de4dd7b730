package dev.afina.engine;

import dev.afina.training.Rate;

/// The learning rate of each step: up from zero in the warm-up, then constant or down to zero, as
/// in Transformers' `get_scheduler`.
record Schedule(Rate rate, int steps) {

  /// @param step counts from 0
  double at(int step) {
    int warm = (int) Math.ceil(rate.warmup() * steps);
    if (step < warm) return rate.peak() * step / warm;
    double gone = (double) (step - warm) / Math.max(1, steps - warm);
    return switch (rate.schedule()) {
      case CONSTANT -> rate.peak();
      case LINEAR -> rate.peak() * (1 - gone);
      case COSINE -> rate.peak() * 0.5 * (1 + Math.cos(Math.PI * gone));
    };
  }
}
