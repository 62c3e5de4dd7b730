package dev.afina.dataset.check;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Rating;
import dev.afina.dataset.check.QualityProblem.Treatment;
import dev.afina.dataset.measure.Register;
import dev.afina.dataset.split.Grouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Groups of customers that get other stars or other lengths of answers than everybody else. A
/// group is a tag of the form `name:value` (`language:ca`, `gender:f`), or the tone customers write
/// in. Each group with at least twenty members is compared with all others by the rank test of
/// [Mann and Whitney](https://doi.org/10.1214/aoms/1177730491); the p of all comparisons are
/// corrected by [Holm](https://www.jstor.org/stable/4615733).
public final class Groups implements WholeCheck {
  private static final int MEMBERS = 20;
  private static final double LEVEL = 0.01;

  /// @param value of one conversation in what is compared
  private record Seen(List<String> groups, double value) {}

  private record Compared(Treatment what, String group, double own, double others, double p) {}

  private final Map<Treatment, List<Seen>> seen = new EnumMap<>(Treatment.class);
  private String file = "";

  @Override
  public Cost cost() {
    return Cost.of(Look.SET);
  }

  @Override
  public void add(Looked one) {
    file = one.file();
    List<String> groups = groups(one.value());
    stars(one.value()).ifPresent(stars -> note(Treatment.STARS, groups, stars));
    int length = one.value().answer().length();
    if (length > 0) note(Treatment.ANSWER_LENGTH, groups, length);
  }

  private void note(Treatment what, List<String> groups, double value) {
    seen.computeIfAbsent(what, _ -> new ArrayList<>()).add(new Seen(groups, value));
  }

  private static List<String> groups(Conversation conversation) {
    List<String> groups = new ArrayList<>();
    for (String tag : conversation.about().tags()) if (tag.contains(":")) groups.add(tag);
    List<Message> messages = conversation.messages();
    switch (Register.of(Grouping.asked(conversation, i -> messages.get(i).content()))) {
      case TU -> groups.add("tú");
      case USTED -> groups.add("usted");
      case UNDECIDED -> {}
    }
    return groups;
  }

  private static OptionalDouble stars(Conversation conversation) {
    List<Rating> all = new ArrayList<>(conversation.ratings());
    for (Message message : conversation.messages()) all.addAll(message.feedback().ratings());
    return all.stream().mapToInt(Rating::stars).average();
  }

  @Override
  public void finish(Consumer<Finding> findings) {
    List<Compared> all = new ArrayList<>();
    seen.forEach((what, values) -> compare(what, values, all));
    all.sort(Comparator.comparingDouble(Compared::p));
    double before = 0;
    for (int i = 0; i < all.size(); i++) {
      Compared one = all.get(i);
      before = Math.max(before, Math.min(1, one.p() * (all.size() - i)));
      if (before < LEVEL)
        findings.accept(
            Finding.of(
                new QualityProblem.TreatedUnlike(
                    file, 0, one.what(), one.group(), one.own(), one.others(), before)));
    }
  }

  private static void compare(Treatment what, List<Seen> values, List<Compared> all) {
    Map<String, Integer> sizes = new TreeMap<>();
    for (Seen one : values) one.groups().forEach(group -> sizes.merge(group, 1, Integer::sum));
    sizes.forEach((group, n) -> {
      if (n < MEMBERS || values.size() - n < MEMBERS) return;
      double[] own = values(values, group, true);
      double[] others = values(values, group, false);
      all.add(
          new Compared(
              what,
              group,
              Arrays.stream(own).average().orElse(0),
              Arrays.stream(others).average().orElse(0),
              mannWhitney(own, others)));
    });
  }

  private static double[] values(List<Seen> values, String group, boolean members) {
    return values.stream()
        .filter(one -> one.groups().contains(group) == members)
        .mapToDouble(Seen::value)
        .toArray();
  }

  /// Two-sided p by the normal approximation, corrected for ties: good from some twenty on each
  /// side.
  static double mannWhitney(double[] a, double[] b) {
    int n = a.length + b.length;
    double[] all = Arrays.copyOf(a, n);
    System.arraycopy(b, 0, all, a.length, b.length);
    Arrays.sort(all);
    double[] own = a.clone();
    Arrays.sort(own);
    int ranked = 0;
    double ranks = 0;
    double ties = 0;
    for (int from = 0; from < n; ) {
      int to = from;
      while (to < n && all[to] == all[from]) to++;
      double rank = (from + 1 + to) / 2.0;
      for (; ranked < own.length && own[ranked] == all[from]; ranked++) ranks += rank;
      double t = to - from;
      ties += t * t * t - t;
      from = to;
    }
    double u = ranks - a.length * (a.length + 1.0) / 2;
    double mean = a.length * (double) b.length / 2;
    double variance = a.length * (double) b.length / 12 * (n + 1 - ties / ((double) n * (n - 1)));
    if (variance <= 0) return 1;
    double z = Math.max(0, Math.abs(u - mean) - 0.5) / Math.sqrt(variance);
    return Math.min(1, 2 * tail(z));
  }

  /// The normal distribution beyond z, by [Zelen and
  /// Severo's](https://personal.math.ubc.ca/~cbm/aands/page_932.htm) 26.2.17; error below 7.5e-8.
  private static double tail(double z) {
    double t = 1 / (1 + 0.2316419 * z);
    double polynomial =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
  }
}
