package dev.afina.evaluation.comparing;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.Score;
import dev.afina.evaluation.Verdict;
import dev.afina.evaluation.comparing.Scorecard.Change;
import dev.afina.evaluation.comparing.Scorecard.Lost;
import dev.afina.evaluation.comparing.Scorecard.Slice;
import dev.afina.evaluation.statistics.Bootstrap;
import dev.afina.evaluation.statistics.Clustered;
import dev.afina.evaluation.statistics.Holm;
import dev.afina.evaluation.statistics.Interval;
import dev.afina.evaluation.statistics.McNemar;
import dev.afina.evaluation.statistics.Proportions;
import dev.afina.evaluation.statistics.SignFlips;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Two contestants' answers to the same cases, counted.
final class Pairs {
  /// More groups are not drawn again and again.
  private static final int MANY_GROUPS = 10_000;

  private static final int SHOWN = 100;

  final Tally model = new Tally();
  final Tally other = new Tally();
  final Map<String, int[]> groups = new HashMap<>();
  final Map<String, Part> parts = new TreeMap<>();
  final Map<String, String> originals = new HashMap<>();
  final Map<String, int[]> changed = new TreeMap<>();
  final List<Lost> lost = new ArrayList<>();
  int cases;
  int wins;
  int losses;

  static Pairs of(Scoring.Answers model, Scoring.Answers other) {
    Pairs pairs = new Pairs();
    try (ItemStore.Reader mine = ItemStore.read(model.file());
        ItemStore.Reader theirs = ItemStore.read(other.file())) {
      while (mine.next(
          one -> {
            if (!theirs.next(another -> pairs.add(one, another)))
              throw new IllegalStateException(other.file() + " has fewer answers");
          })) {}
    }
    return pairs;
  }

  void add(Item mine, Item theirs) {
    if (mine.number() != theirs.number())
      throw new IllegalStateException("case " + mine.number() + " beside " + theirs.number());
    cases++;
    model.add(mine);
    other.add(theirs);
    int balance = (mine.passed() ? 1 : 0) - (theirs.passed() ? 1 : 0);
    if (balance > 0) wins++;
    if (balance < 0) {
      losses++;
      if (lost.size() < SHOWN)
        lost.add(
            new Lost(
                mine.number(), mine.question(), mine.answer(), theirs.answer(), mine.failed()));
    }
    int[] group = groups.computeIfAbsent(mine.group(), _ -> new int[2]);
    group[0] += balance;
    group[1]++;
    count(mine.kind().word(), false, mine, theirs, balance);
    for (String tag : mine.tags())
      if (!tag.equals(Scoring.VARIATION)) count(tag, true, mine, theirs, balance);
    variation(mine);
  }

  private void count(String name, boolean tag, Item mine, Item theirs, int balance) {
    Part part = parts.computeIfAbsent((tag ? "1" : "0") + name, _ -> new Part(tag));
    part.model.add(mine);
    part.other.add(theirs);
    if (balance > 0) part.wins++;
    if (balance < 0) part.losses++;
  }

  private void variation(Item mine) {
    if (!mine.tags().contains(Scoring.VARIATION)) {
      originals.putIfAbsent(mine.group(), mine.answer());
      return;
    }
    String original = originals.get(mine.group());
    if (original == null) return;
    for (String tag : mine.tags()) {
      if (tag.equals(Scoring.VARIATION)) continue;
      int[] counts = changed.computeIfAbsent(tag, _ -> new int[2]);
      if (!mine.answer().equals(original)) counts[0]++;
      counts[1]++;
    }
  }

  boolean clustered() {
    return groups.size() > MANY_GROUPS;
  }

  double p() {
    if (groups.size() == cases) return McNemar.exact(wins, losses);
    if (clustered()) {
      double error = error();
      return error == 0 ? 1 : Proportions.twoSided(mean() / error);
    }
    return SignFlips.exact(balances());
  }

  Duel duel(Scoring.Answers than, double p, double corrected, long seed) {
    Interval interval = clustered() ? Interval.normal(mean(), error()) : drawn(seed);
    double share = cases == 0 ? 0 : (double) losses / cases;
    int effective = effective();
    return new Duel(
        than.who(),
        than.name(),
        Verdict.of(than.who(), cases, effective, wins, losses, corrected),
        six(100 * interval.low()),
        six(100 * interval.high()),
        six(p),
        six(corrected),
        six(100 * McNemar.detectable(effective, Math.max(share, 0.5 / Math.max(1, effective)))));
  }

  private int effective() {
    if (groups.size() == cases) return cases;
    double squares = wins + losses - cases * mean() * mean();
    return Clustered.effective(sums(), sizes(), mean(), squares, cases);
  }

  private Interval drawn(long seed) {
    int[] balances = balances();
    int[] sizes = sizes();
    return Bootstrap.interval(
        balances.length,
        sample -> {
          long balance = 0;
          long size = 0;
          for (int g : sample) {
            balance += balances[g];
            size += sizes[g];
          }
          return (double) balance / size;
        },
        seed);
  }

  private int[] balances() {
    return groups.values().stream().mapToInt(group -> group[0]).toArray();
  }

  private double[] sums() {
    return Arrays.stream(balances()).asDoubleStream().toArray();
  }

  private int[] sizes() {
    return groups.values().stream().mapToInt(group -> group[1]).toArray();
  }

  private double mean() {
    return (double) (wins - losses) / cases;
  }

  private double error() {
    return Clustered.standardError(sums(), sizes(), mean(), cases);
  }

  List<Slice> slices() {
    double[] p =
        Holm.adjust(
            parts.values().stream()
                .mapToDouble(part -> McNemar.exact(part.wins, part.losses))
                .toArray());
    List<Slice> slices = new ArrayList<>();
    for (var one : parts.entrySet()) {
      Part part = one.getValue();
      slices.add(
          new Slice(
              one.getKey().substring(1),
              part.tag,
              part.model.all(),
              part.other.all(),
              six(p[slices.size()])));
    }
    return slices;
  }

  List<Change> changes() {
    return changed.entrySet().stream()
        .map(one -> new Change(one.getKey(), Score.of(one.getValue()[0], one.getValue()[1])))
        .toList();
  }

  /// Passed and not, of all and of the new ones.
  static final class Tally {
    int all;
    int passed;
    int fresh;
    int freshPassed;

    void add(Item item) {
      all++;
      if (item.passed()) passed++;
      if (item.kind() != CaseKind.NEW) return;
      fresh++;
      if (item.passed()) freshPassed++;
    }

    Score all() {
      return Score.of(passed, all);
    }

    Score fresh() {
      return Score.of(freshPassed, fresh);
    }
  }

  /// A part of the cases, counted.
  private static final class Part {
    final boolean tag;
    final Tally model = new Tally();
    final Tally other = new Tally();
    int wins;
    int losses;

    Part(boolean tag) {
      this.tag = tag;
    }
  }
}
