package dev.afina.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Takes at most so many conversations, of each kind its share (largest remainders, ties drawn), in
/// one pass and without holding any: Knuth's selection sampling, algorithm S.
public final class Sampling {
  private final Forecast.Strata strata;
  private final boolean all;
  private final Random random;
  private final Map<String, int[]> open = new HashMap<>(); // how many come yet, how many are wanted

  Sampling(Forecast.Strata strata, int maximum, long seed) {
    this.strata = strata;
    this.random = new Random(seed);
    Map<String, Integer> sizes = strata.sizes();
    long total = sizes.values().stream().mapToLong(Integer::intValue).sum();
    this.all = maximum <= 0 || maximum >= total;
    if (!all)
      shares(sizes, maximum, random)
          .forEach(
              (name, wanted) -> open.put(name, new int[] {sizes.getOrDefault(name, 0), wanted}));
  }

  /// Whether this one is taken. Each that stays is asked about once, in the order of the count.
  public boolean takes(Filter.Fate.Stays stays) {
    if (all) return true;
    int[] left = open.get(strata.of(stays.conversation(), stays.stars()));
    if (left == null || left[0] <= 0) return false;
    boolean taken = random.nextInt(left[0]) < left[1];
    left[0]--;
    if (taken) left[1]--;
    return taken;
  }

  /// How many of each kind make `draw` in all, in proportion to their sizes.
  static Map<String, Integer> shares(Map<String, Integer> sizes, int draw, Random random) {
    long total = sizes.values().stream().mapToLong(Integer::intValue).sum();
    Map<String, Integer> shares = new TreeMap<>();
    Map<String, Long> remainders = new TreeMap<>();
    int given = 0;
    for (Map.Entry<String, Integer> one : new TreeMap<>(sizes).entrySet()) {
      long exact = (long) one.getValue() * draw;
      shares.put(one.getKey(), (int) (exact / total));
      remainders.put(one.getKey(), exact % total);
      given += (int) (exact / total);
    }
    List<String> order = new ArrayList<>(shares.keySet());
    Collections.shuffle(order, random);
    order.sort(
        (a, b) -> Long.compare(remainders.getOrDefault(b, 0L), remainders.getOrDefault(a, 0L)));
    for (String name : order.subList(0, draw - given)) shares.merge(name, 1, Integer::sum);
    return shares;
  }
}
