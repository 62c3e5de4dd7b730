package dev.afina.training;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
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
  /// @param choices of the validation part; `null` where nothing is preferred
  public record Epoch(
      int number,
      int lastStep,
      double loss,
      double validation,
      @Nullable Integer right,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Choices choices) {

    /// The same to be told.
    public List<Progress> told(boolean kept) {
      Progress validated =
          new Progress.Validated(
              number, lastStep, loss, validation, right == null ? -1 : right, kept);
      return choices == null
          ? List.of(validated)
          : List.of(
              validated,
              new Progress.Compared(
                  number, lastStep, choices.likelier, choices.pairs, choices.margin));
    }
  }

  /// Pairs of answers after an epoch, as [Progress.Compared] tells them.
  public record Choices(int likelier, int pairs, double margin) {}

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
