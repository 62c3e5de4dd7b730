package dev.afina.dataset;

import dev.afina.core.Refused;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/// Which conversations train and which judge. Of each intent, floor(n × `training`) go to training
/// and the others to validation; what belongs together stays together. Everything is shuffled by
/// [Random], the one generator whose every number the JDK's documentation fixes, so a seed means
/// the same division on any machine.
///
/// @param training share, above 0
/// @param validation share, above 0; both add up to 1
public record Split(double training, double validation, long seed) {

  public record Parts<T>(List<T> training, List<T> validation) {
    public Parts {
      training = List.copyOf(training);
      validation = List.copyOf(validation);
    }
  }

  /// @throws Refused if the shares do not add up to 1
  public Split {
    boolean whole = exact(training).add(exact(validation)).compareTo(BigDecimal.ONE) == 0;
    if (!whole || training <= 0 || validation <= 0)
      throw new Refused(new DatasetProblem.SharesNotOne(training, validation));
  }

  /// @param intent each intent is divided on its own; for chat always the same
  /// @param group items of one group go to the same part
  public <T> Parts<T> divide(List<T> items, Function<T, String> intent, Function<T, String> group) {
    Random random = new Random(seed);
    List<T> forTraining = new ArrayList<>();
    List<T> forValidation = new ArrayList<>();
    for (List<T> same : grouped(items, intent)) {
      int wanted = floor(same.size());
      List<List<T>> groups = grouped(same, group);
      Collections.shuffle(groups, random);
      int taken = 0;
      for (List<T> together : groups) {
        boolean fits = taken + together.size() <= wanted;
        (fits ? forTraining : forValidation).addAll(together);
        if (fits) taken += together.size();
      }
    }
    Collections.shuffle(forTraining, random);
    Collections.shuffle(forValidation, random);
    return new Parts<>(forTraining, forValidation);
  }

  /// Exact: in binary fractions 0.29 × 100 is less than 29.
  private int floor(int size) {
    return exact(training)
        .multiply(BigDecimal.valueOf(size))
        .setScale(0, RoundingMode.FLOOR)
        .intValueExact();
  }

  private static BigDecimal exact(double share) {
    return BigDecimal.valueOf(share);
  }

  private static <T> List<List<T>> grouped(List<T> items, Function<T, String> key) {
    Map<String, List<T>> groups = new LinkedHashMap<>();
    for (T item : items) groups.computeIfAbsent(key.apply(item), _ -> new ArrayList<>()).add(item);
    return new ArrayList<>(groups.values());
  }
}
