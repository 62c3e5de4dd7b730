package dev.afina.dataset;

import dev.afina.core.Conversation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What a filter leaves and what it takes, and why: known before anything is written.
///
/// @param before conversations there are
/// @param remaining those that stay, before a maximum is applied
/// @param kept of them, by whole stars from 1 to 5; the first number is of those nobody rated
/// @param gone those that go for their stars, likewise
/// @param others those that go for another reason
/// @param corrected those that stay because an answer of theirs was corrected
/// @param muted answers of those that stay which are not learned
/// @param taken how many a maximum leaves of the remaining
public record Forecast(
    int before,
    int remaining,
    List<Integer> kept,
    List<Integer> gone,
    Map<Filter.Reason, Integer> others,
    Changes changes,
    int taken) {

  public record Changes(int corrected, int muted) {}

  public Forecast {
    kept = List.copyOf(kept);
    gone = List.copyOf(gone);
    others = Map.copyOf(others);
  }

  public int excluded() {
    return before - taken;
  }

  /// Counts the fates of conversations as they pass by.
  public static final class Counting {
    private int before;
    private final int[] kept = new int[6];
    private final int[] gone = new int[6];
    private final Map<Filter.Reason, Integer> others = new EnumMap<>(Filter.Reason.class);
    private int corrected;
    private int muted;
    private final Strata strata = new Strata();

    public void add(Filter.Fate fate) {
      before++;
      switch (fate) {
        case Filter.Fate.Stays stays -> {
          kept[stays.stars()]++;
          muted += stays.muted();
          if (stays.corrected()) corrected++;
          strata.add(stays);
        }
        case Filter.Fate.Goes goes -> {
          if (goes.reason() == Filter.Reason.STARS) gone[goes.stars()]++;
          else others.merge(goes.reason(), 1, Integer::sum);
        }
      }
    }

    /// @param maximum conversations to be taken; 0 for all
    public Forecast done(int maximum) {
      int remaining = IntStream.of(kept).sum();
      return new Forecast(
          before,
          remaining,
          IntStream.of(kept).boxed().toList(),
          IntStream.of(gone).boxed().toList(),
          others,
          new Changes(corrected, muted),
          maximum > 0 ? Math.min(maximum, remaining) : remaining);
    }

    /// Which of the remaining a maximum takes.
    public Sampling sampling(int maximum, long seed) {
      return new Sampling(strata, maximum, seed);
    }
  }

  /// The kinds of conversation that a maximum takes equal shares of: the labels where there are few
  /// different answers, as for a classifier, else the stars.
  static final class Strata {
    private static final int LABELS = 300;

    private final Map<String, Integer> labels = new TreeMap<>();
    private final int[] stars = new int[6];
    private boolean manyAnswers;
    private int total;

    void add(Filter.Fate.Stays stays) {
      total++;
      stars[stays.stars()]++;
      if (manyAnswers) return;
      labels.merge(stays.conversation().answer(), 1, Integer::sum);
      if (labels.size() <= LABELS) return;
      manyAnswers = true;
      labels.clear();
    }

    /// Answers that nearly all differ are no labels.
    boolean byLabel() {
      return !manyAnswers && labels.size() * 2 <= total;
    }

    String of(Conversation conversation, int stars) {
      return byLabel() ? conversation.answer() : Integer.toString(stars);
    }

    Map<String, Integer> sizes() {
      if (byLabel()) return labels;
      Map<String, Integer> sizes = new TreeMap<>();
      for (int i = 0; i < stars.length; i++)
        if (stars[i] > 0) sizes.put(Integer.toString(i), stars[i]);
      return sizes;
    }
  }
}
