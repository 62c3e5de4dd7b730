package dev.afina.evaluation.few;

import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.comparing.Item;
import java.util.List;

/// What one contestant said to sentences that had been kept from it.
///
/// @param repeat how often all sentences were divided anew before, from 1
/// @param number of the fold in its division, from 1
/// @param learned sentences that it could use, those that chose the epoch among them
/// @param items an answer for each sentence that was kept: the likeliest intent, nothing rejected
public record Fold(Contestant who, int repeat, int number, int learned, List<Item> items) {
  public Fold {
    items = List.copyOf(items);
    if (items.isEmpty()) throw new IllegalArgumentException("a fold judges nothing");
  }

  double accuracy() {
    return (double) items.stream().filter(Item::passed).count() / items.size();
  }
}
