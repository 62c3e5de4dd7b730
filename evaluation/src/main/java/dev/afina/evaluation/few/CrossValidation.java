package dev.afina.evaluation.few;

import static dev.afina.evaluation.statistics.Rounding.six;

import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.Verdict;
import dev.afina.evaluation.comparing.Item;
import dev.afina.evaluation.statistics.Holm;
import dev.afina.evaluation.statistics.Interval;
import dev.afina.evaluation.statistics.ResampledT;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Every sentence judges once in each repeat what was learned from others: what a small set says of
/// a recipe when nothing can be spared for a test. As
/// `results/crossvalidation/crossvalidation.json`; every number follows from the answers beside it.
///
/// @param sentences that judged, `groups` of them that vary one another and were kept together
/// @param entries everybody, the tuned model first
/// @param duels the tuned model against each other
/// @param missed sentences that the tuned model got wrong in every repeat: hard ones, or wrong ones
public record CrossValidation(
    int sentences,
    int groups,
    Division division,
    List<Entry> entries,
    List<Duel> duels,
    List<Missed> missed) {

  public CrossValidation {
    entries = List.copyOf(entries);
    duels = List.copyOf(duels);
    missed = List.copyOf(missed);
  }

  /// @param learned sentences that a training can use, `judged` those that judge it: the mean over
  ///   all folds
  public record Division(int folds, int repeats, double learned, double judged) {}

  /// @param accuracy mean over the sentences; `low` and `high` are Wilson's interval for as many
  ///   cases as there are groups, because dividing them again makes no new ones
  /// @param folds the accuracy of each fold, repeat by repeat
  public record Entry(
      Contestant who, double accuracy, double low, double high, List<Double> folds) {
    public Entry {
      folds = List.copyOf(folds);
    }
  }

  /// @param verdict by `corrected`; its wins are sentences that the tuned model got right more
  ///   often than the other
  /// @param low and `high`: 95 % interval of the difference, in points of a hundred, by the
  ///   resampled t-test
  /// @param p of that test, `corrected` by Holm for the number of duels
  public record Duel(
      Contestant than,
      Verdict verdict,
      double points,
      double low,
      double high,
      double p,
      double corrected) {}

  /// @param number of the sentence among the examples, from 1
  /// @param answer what it was taken for in the last repeat
  public record Missed(int number, String text, String expected, String answer) {}

  /// @param folds of all contestants, the tuned model's (or whoever stands for it) first; each
  ///   contestant has the same folds in the same order
  public static CrossValidation of(List<Fold> folds, int parts) {
    Map<Contestant, List<Fold>> by = new LinkedHashMap<>();
    for (Fold fold : folds) by.computeIfAbsent(fold.who(), _ -> new ArrayList<>()).add(fold);
    List<Fold> first = by.values().iterator().next();
    Tally model = Tally.of(first);
    List<Entry> entries = new ArrayList<>();
    by.forEach((who, all) -> entries.add(entry(who, all, Tally.of(all))));
    List<Contestant> others = by.keySet().stream().skip(1).toList();
    List<List<Fold>> theirs = by.values().stream().skip(1).toList();
    List<ResampledT> tests = theirs.stream().map(all -> test(first, all)).toList();
    double[] corrected = Holm.adjust(tests.stream().mapToDouble(ResampledT::p).toArray());
    List<Duel> duels = new ArrayList<>();
    for (int i = 0; i < corrected.length; i++)
      duels.add(duel(others.get(i), model, Tally.of(theirs.get(i)), tests.get(i), corrected[i]));
    int repeats = first.size() / parts;
    return new CrossValidation(
        model.rights.size(),
        model.groups.size(),
        new Division(
            parts,
            repeats,
            six(first.stream().mapToInt(Fold::learned).average().orElseThrow()),
            six(first.stream().mapToInt(fold -> fold.items().size()).average().orElseThrow())),
        entries,
        duels,
        model.missed());
  }

  /// How often each sentence was answered rightly.
  private static final class Tally {
    final Map<Integer, Integer> rights = new TreeMap<>();
    final Map<Integer, Integer> asked = new TreeMap<>();
    final Map<Integer, Item> last = new TreeMap<>();
    final Set<String> groups = new HashSet<>();

    static Tally of(List<Fold> folds) {
      Tally tally = new Tally();
      for (Fold fold : folds)
        for (Item item : fold.items()) {
          tally.rights.merge(item.number(), item.passed() ? 1 : 0, Integer::sum);
          tally.asked.merge(item.number(), 1, Integer::sum);
          tally.last.put(item.number(), item);
          tally.groups.add(item.group());
        }
      return tally;
    }

    double share(int number) {
      return (double) rights.getOrDefault(number, 0) / asked.getOrDefault(number, 1);
    }

    double accuracy() {
      return rights.keySet().stream().mapToDouble(this::share).average().orElse(0);
    }

    List<Missed> missed() {
      return last.values().stream()
          .filter(item -> share(item.number()) == 0)
          .map(item ->
              new Missed(
                  item.number(), item.question(), String.join(", ", item.failed()), item.answer()))
          .toList();
    }
  }

  private static Entry entry(Contestant who, List<Fold> folds, Tally tally) {
    Interval interval = Interval.wilson(tally.accuracy(), tally.groups.size());
    return new Entry(
        who,
        six(tally.accuracy()),
        six(interval.low()),
        six(interval.high()),
        folds.stream().map(fold -> six(fold.accuracy())).toList());
  }

  private static ResampledT test(List<Fold> model, List<Fold> other) {
    double[] differences = new double[model.size()];
    double learned = 0;
    double judged = 0;
    for (int i = 0; i < differences.length; i++) {
      differences[i] = model.get(i).accuracy() - other.get(i).accuracy();
      learned += model.get(i).learned();
      judged += model.get(i).items().size();
    }
    int n = differences.length;
    return ResampledT.of(differences, (int) (learned / n), (int) Math.ceil(judged / n));
  }

  private static Duel duel(
      Contestant than, Tally model, Tally other, ResampledT test, double corrected) {
    int wins = 0;
    int losses = 0;
    for (int number : model.rights.keySet()) {
      int balance = Double.compare(model.share(number), other.share(number));
      if (balance > 0) wins++;
      if (balance < 0) losses++;
    }
    return new Duel(
        than,
        Verdict.of(than, model.rights.size(), model.groups.size(), wins, losses, corrected),
        six(100 * test.mean()),
        six(100 * test.interval().low()),
        six(100 * test.interval().high()),
        six(test.p()),
        six(corrected));
  }
}
