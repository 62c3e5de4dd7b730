package dev.afina.training;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a training went: the same for the same plan, whatever interrupted it. It lies as
/// `history.json` beside the weights.
///
/// @param losses of each optimizer step, mean over its learned tokens, in nats
/// @param epochs in order
/// @param bestEpoch the one whose weights were kept; counts from 1
public record History(List<Double> losses, List<Epoch> epochs, int bestEpoch) {

  /// @param lastStep of the epoch; counts from 1 over all epochs
  /// @param loss mean over the epoch's learned tokens
  /// @param validation mean over the validation part's learned tokens
  /// @param right how many sentences of the validation part have their own intent as the likeliest;
  ///   `null` for chat
  public record Epoch(
      int number, int lastStep, double loss, double validation, @Nullable Integer right) {

    /// The same to be told.
    public Progress.Validated told(boolean kept) {
      return new Progress.Validated(
          number, lastStep, loss, validation, right == null ? -1 : right, kept);
    }
  }

  public History {
    losses = List.copyOf(losses);
    epochs = List.copyOf(epochs);
  }

  /// The epoch whose weights were kept.
  @JsonIgnore
  public Epoch best() {
    return epochs.get(bestEpoch - 1);
  }
}
