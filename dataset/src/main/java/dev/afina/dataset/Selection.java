package dev.afina.dataset;

import dev.afina.core.Conversation;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A filter applied to a file in two passes: the first says what it will do, the second does it. No
/// conversation is held in between.
public final class Selection {
  private final Filter filter;
  private final int maximum;
  private final long seed;
  private final Forecast.Counting counting = new Forecast.Counting();

  /// @param maximum conversations to be taken; 0 for all
  public Selection(Filter filter, int maximum, long seed) {
    this.filter = filter;
    this.maximum = maximum;
    this.seed = seed;
  }

  /// The first pass.
  ///
  /// @param each is shown every conversation
  public Forecast count(Stream<Reading> readings, Consumer<Conversation> each) {
    try (readings) {
      readings.forEach(reading -> {
        if (!(reading instanceof Reading.Good good)) return;
        each.accept(good.conversation());
        counting.add(filter.of(good.conversation()));
      });
    }
    return counting.done(maximum);
  }

  /// A place for what stays.
  public interface Taker {
    void take(Conversation conversation) throws IOException;
  }

  /// The second pass, over the same readings; returns how many were taken.
  public int take(Stream<Reading> readings, Taker taker) throws IOException {
    Sampling sampling = counting.sampling(maximum, seed);
    int taken = 0;
    try (readings) {
      for (Reading reading : (Iterable<Reading>) readings::iterator) {
        if (!(reading instanceof Reading.Good good)) continue;
        if (!(filter.of(good.conversation()) instanceof Filter.Fate.Stays stays)) continue;
        if (!sampling.takes(stays)) continue;
        taker.take(stays.conversation());
        taken++;
      }
    }
    return taken;
  }
}
