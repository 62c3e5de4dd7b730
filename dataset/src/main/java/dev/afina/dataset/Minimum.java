package dev.afina.dataset;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How many conversations a training takes at least; asked before the filter, after it, and after
/// the split.
///
/// @param conversations the providers' minimum is 10
/// @param training share of the conversations that a split leaves to train on
public record Minimum(int conversations, double training) {

  /// Fewer conversations no provider trains on.
  public static final int CONVERSATIONS = 10;

  /// Fewer examples of an intent teach nothing that holds.
  public static final int PER_INTENT = 10;

  public static final Minimum USUAL = new Minimum(CONVERSATIONS, 0.8);

  /// With this many to train on, a few that turn out bad do no harm.
  public static final int ADVISED = 15;

  /// Too few to begin with: no filter makes them more.
  public Optional<DatasetProblem> before(int found) {
    return found < conversations
        ? Optional.of(new DatasetProblem.TooFewConversations(found, conversations))
        : Optional.empty();
  }

  /// Why no training could begin with what a filter leaves.
  public Optional<DatasetProblem> after(Forecast forecast) {
    int found = forecast.taken();
    if (found >= conversations) return Optional.empty();
    return Optional.of(
        new DatasetProblem.TooFewAfterFilter(
            found, conversations, forecast.before(), forecast.excluded()));
  }

  /// What a person should know before the filter is applied.
  public List<DatasetProblem> warnings(Forecast forecast) {
    int found = forecast.taken();
    int toTrain = toTrain(found);
    List<DatasetProblem> warnings = new ArrayList<>();
    if (toTrain < conversations)
      warnings.add(new DatasetProblem.FewRemain(found, toTrain, conversations));
    else if (toTrain < ADVISED)
      warnings.add(new DatasetProblem.ThinMargin(toTrain, conversations, ADVISED));
    return warnings;
  }

  /// Why the part to train on is too small.
  ///
  /// @param before conversations before the split
  public static List<DatasetProblem> training(int conversations, int before) {
    return conversations < CONVERSATIONS
        ? List.of(new DatasetProblem.TooFewToTrain(conversations, CONVERSATIONS, before))
        : List.of();
  }

  /// What is wrong with how many examples there are of each intent.
  public static List<DatasetProblem> perIntent(List<String> labels) {
    List<DatasetProblem> findings = new ArrayList<>();
    Map<String, Long> counts =
        labels.stream()
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    if (counts.size() == 1)
      findings.add(new DatasetProblem.OneIntent(counts.keySet().iterator().next()));
    counts.forEach((label, count) -> {
      if (count < PER_INTENT)
        findings.add(new DatasetProblem.TooFewInIntent(label, count.intValue(), PER_INTENT));
    });
    return findings;
  }

  private int toTrain(int found) {
    return BigDecimal.valueOf(training)
        .multiply(BigDecimal.valueOf(found))
        .setScale(0, RoundingMode.FLOOR)
        .intValue();
  }
}
