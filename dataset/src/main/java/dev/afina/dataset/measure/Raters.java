package dev.afina.dataset.measure;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Rating;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether several raters of the same thing say the same.
public final class Raters {
  private Raters() {}

  /// From so many stars on somebody was content.
  private static final int CONTENT = 4;

  /// [#alpha] of content or not, over everything that several people rated. From 0.8 on marks can
  /// be believed; below 2/3 they say more about the rater than about the answer.
  public static Optional<Double> agreement(List<Conversation> conversations) {
    List<List<Boolean>> rated = new ArrayList<>();
    for (Conversation one : conversations) {
      rated.add(content(one.ratings()));
      for (Message message : one.messages()) rated.add(content(message.feedback().ratings()));
    }
    return alpha(rated);
  }

  private static List<Boolean> content(List<Rating> ratings) {
    return ratings.stream().map(rating -> rating.stars() >= CONTENT).toList();
  }

  /// [Krippendorff](https://repository.upenn.edu/asc_papers/43)'s α for names: 1 − the disagreement
  /// there is / that of chance. 1 if all agree, 0 as if everybody had guessed.
  ///
  /// @param rated for each thing what its raters said; with less than two it does not count
  /// @return nothing where nothing was rated twice, or all said the same everywhere
  public static <T> Optional<Double> alpha(List<? extends List<T>> rated) {
    Map<T, Integer> said = new HashMap<>();
    double apart = 0;
    int n = 0;
    for (List<T> one : rated) {
      if (one.size() < 2) continue;
      n += one.size();
      Map<T, Integer> here = new HashMap<>();
      one.forEach(value -> here.merge(value, 1, Integer::sum));
      here.forEach((value, times) -> said.merge(value, times, Integer::sum));
      apart += (double) different(here, one.size()) / (one.size() - 1);
    }
    double chance = (double) different(said, n) / Math.max(1, n - 1);
    return chance == 0 ? Optional.empty() : Optional.of(1 - apart / chance);
  }

  /// Ordered pairs of values that are not the same.
  private static long different(Map<?, Integer> counts, int n) {
    long same = 0;
    for (int count : counts.values()) same += (long) count * count;
    return (long) n * n - same;
  }
}
