package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.dataset.split.Folds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// A training for the sake of knowing: what may be learned, and what is kept from it to judge it.
///
/// @param repeat how often everything was divided anew before, from 1
/// @param fold in its division, from 1
/// @param name of its files
/// @param learned and `judged`: places of the conversations among all
record Trial(int repeat, int fold, String name, int[] learned, int[] judged) {
  /// Shares of what may be learned at which a learning curve is measured.
  private static final double[] SIZES = {0.2, 0.35, 0.5, 0.7, 0.85, 1};

  /// Everything divided into `folds`, `repeats` times: whole groups, intents as evenly as that
  /// allows.
  ///
  /// @param groups the group of each conversation
  static List<Trial> crossValidation(
      List<Conversation> all, int[] groups, int folds, int repeats, long seed) {
    List<Trial> trials = new ArrayList<>();
    for (int repeat = 1; repeat <= repeats; repeat++) {
      int[] fold = divided(all, groups, folds, seed + repeat);
      for (int f = 0; f < folds; f++) {
        int own = f;
        trials.add(
            new Trial(
                repeat,
                f + 1,
                String.format(Locale.ROOT, "repeat%d-fold%02d", repeat, f + 1),
                places(fold, other -> other != own),
                places(fold, other -> other == own)));
      }
    }
    return trials;
  }

  /// For each fold trainings of growing size, each with all that the smaller ones had.
  ///
  /// @param least conversations below which a size is left out
  static List<Trial> learningCurve(
      List<Conversation> all, int[] groups, int folds, int least, long seed) {
    List<Trial> trials = new ArrayList<>();
    for (Trial whole : crossValidation(all, groups, folds, 1, seed))
      for (int size = 0; size < SIZES.length; size++) {
        int[] part =
            part(all, groups, whole.learned, quota(all, folds, SIZES[size]), seed + whole.fold);
        if (part.length >= least)
          trials.add(
              new Trial(
                  1,
                  whole.fold,
                  String.format(Locale.ROOT, "size%d-fold%02d", size + 1, whole.fold),
                  part,
                  whole.judged));
      }
    return trials;
  }

  /// The groups are numbered by chance, because ties between them go by their numbers.
  private static int[] divided(List<Conversation> all, int[] groups, int folds, long seed) {
    int[] numbers = shuffledNumbers(groups, seed);
    return Folds.stratifiedGroups(classes(all), numbers, folds);
  }

  /// How many of each intent a share takes: the same in all folds. A fold that keeps more of an
  /// intent to be judged would else learn less of it, and few examples would look worse than they
  /// are. At least two: one to learn, one to choose the epoch by.
  private static int[] quota(List<Conversation> all, int folds, double share) {
    int[] classes = classes(all);
    int[] quota = new int[Arrays.stream(classes).max().orElse(-1) + 1];
    for (int one : classes) quota[one]++;
    for (int c = 0; c < quota.length; c++)
      quota[c] = Math.max(2, (int) (share * quota[c] * (folds - 1) / folds));
    return quota;
  }

  /// The first ones of each intent, whole groups in a random order that is the same for all shares.
  private static int[] part(
      List<Conversation> all, int[] groups, int[] from, int[] quota, long seed) {
    int[] order = shuffledNumbers(groups, seed);
    int[] classes = classes(all);
    int[] taken = new int[quota.length];
    return Arrays.stream(from)
        .boxed()
        .sorted(Comparator.comparingInt(i -> order[i]))
        .mapToInt(i -> i)
        .filter(i -> taken[classes[i]]++ < quota[classes[i]])
        .sorted()
        .toArray();
  }

  private static int[] shuffledNumbers(int[] groups, long seed) {
    List<Integer> distinct =
        new ArrayList<>(Arrays.stream(groups).distinct().sorted().boxed().toList());
    List<Integer> shuffled = new ArrayList<>(distinct);
    Collections.shuffle(shuffled, new Random(seed));
    return Arrays.stream(groups)
        .map(group -> shuffled.get(Collections.binarySearch(distinct, group)))
        .toArray();
  }

  private static int[] classes(List<Conversation> all) {
    List<String> labels = all.stream().map(Conversation::answer).distinct().sorted().toList();
    return all.stream().mapToInt(one -> labels.indexOf(one.answer())).toArray();
  }

  private static int[] places(int[] fold, IntPredicate wanted) {
    return IntStream.range(0, fold.length).filter(i -> wanted.test(fold[i])).toArray();
  }
}
