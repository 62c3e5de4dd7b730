package dev.afina.engine;

import dev.afina.core.Digest;
import dev.afina.training.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a training stands: what has been learned from so far, and how it went.
final class Position {
  private static final double ERRORS = 2;

  private final List<Double> losses = new ArrayList<>();
  private final List<History.Epoch> epochs = new ArrayList<>();
  private double epochLoss;
  private double epochWeight;
  private Checkpoint.@Nullable Best best;

  Position() {}

  Position(Checkpoint.State state) {
    losses.addAll(state.losses());
    epochs.addAll(state.epochs());
    epochLoss = state.epochLoss();
    epochWeight = state.epochWeight();
    best = state.best();
  }

  /// @param tensors digest of what was learned until now
  Checkpoint.State state(Digest tensors) {
    return new Checkpoint.State(epochLoss, epochWeight, losses, epochs, best, tensors);
  }

  /// Optimizer steps done.
  int step() {
    return losses.size();
  }

  /// Epochs done.
  int epochsDone() {
    return epochs.size();
  }

  /// The epoch whose weights are kept; 0 before the first is done.
  int bestEpoch() {
    return best == null ? 0 : best.epoch();
  }

  /// Whether validation has not got better for so many epochs.
  ///
  /// @param patience 0: it always may
  boolean isStuck(int patience) {
    return patience > 0 && epochsDone() - bestEpoch() >= patience;
  }

  /// @param loss of the step, a mean
  /// @param weight what it is the mean over
  void stepDone(double loss, double weight) {
    losses.add(loss);
    epochLoss += loss * weight;
    epochWeight += weight;
  }

  /// @return whether the weights of this epoch are the ones to keep
  boolean epochDone(Judged judged) {
    double loss = epochLoss / epochWeight;
    History.Epoch done =
        new History.Epoch(
            epochs.size() + 1, step(), loss, judged.loss(), judged.right(), judged.choices());
    boolean keep = best == null || isToBeKept(judged, epochs.get(best.epoch() - 1).validation());
    epochs.add(done);
    epochLoss = 0;
    epochWeight = 0;
    return keep;
  }

  /// For chat and preferences, the epoch with the lowest loss is kept. For intents the latest one, unless another
  /// recognised more by over [#ERRORS] standard errors: on few sentences the highest of many counts
  /// is mostly luck, and later weights have learned at a lower rate.
  private boolean isToBeKept(Judged judged, double lowest) {
    if (judged.right() == null) return judged.loss() < lowest;
    int most =
        Stream.concat(epochs.stream().map(History.Epoch::right), Stream.of(judged.right()))
            .filter(Objects::nonNull)
            .max(Integer::compare)
            .orElseThrow();
    double share = (double) most / judged.sentences();
    return judged.right() >= most - ERRORS * Math.sqrt(judged.sentences() * share * (1 - share));
  }

  /// The weights of the last epoch are kept.
  void isBest(Checkpoint.Best kept) {
    best = kept;
  }

  History.Epoch lastEpoch() {
    return epochs.getLast();
  }

  History history() {
    return new History(losses, epochs, bestEpoch());
  }
}
