package dev.afina.training;

/// The learning rate from the first step to the last, as in Transformers' `get_scheduler`.
///
/// @param peak at its highest
/// @param schedule how it goes on after the warm-up
/// @param warmup share of all steps in which it rises from zero
public record Rate(double peak, Schedule schedule, double warmup) {

  public enum Schedule {
    CONSTANT,
    LINEAR,
    COSINE
  }
}
