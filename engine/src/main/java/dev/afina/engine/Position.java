package dev.afina.engine;

import dev.afina.core.Digest;
import dev.afina.training.History;
import java.util.ArrayList;
import java.util.List;

/// Where a training stands: what has been learned from so far, and how it went.
final class Position {
  private final List<Double> losses = new ArrayList<>();
  private final List<History.Epoch> epochs = new ArrayList<>();
  private double epochLoss;
  private int bestEpoch;

  Position() {}

  Position(Checkpoint.State state) {
    losses.addAll(state.losses());
    epochs.addAll(state.epochs());
    epochLoss = state.epochLoss();
    bestEpoch = state.bestEpoch();
  }

  Checkpoint.State state(Digest weights) {
    return new Checkpoint.State(step(), epochLoss, losses, epochs, bestEpoch, weights);
  }

  /// Optimizer steps done.
  int step() {
    return losses.size();
  }

  /// Epochs done.
  int epochsDone() {
    return epochs.size();
  }

  int bestEpoch() {
    return bestEpoch;
  }

  /// @param loss of the step, a mean
  /// @param weight what it is the mean over
  void stepDone(double loss, double weight) {
    losses.add(loss);
    epochLoss += loss * weight;
  }

  /// @param weight of the whole epoch
  /// @return whether no earlier epoch was better on the validation part
  boolean epochDone(double weight, double validation) {
    boolean best = bestEpoch == 0 || validation < epochs.get(bestEpoch - 1).validation();
    epochs.add(new History.Epoch(epochs.size() + 1, step(), epochLoss / weight, validation));
    epochLoss = 0;
    if (best) bestEpoch = epochs.size();
    return best;
  }

  History.Epoch lastEpoch() {
    return epochs.getLast();
  }

  History history() {
    return new History(losses, epochs, bestEpoch);
  }
}
