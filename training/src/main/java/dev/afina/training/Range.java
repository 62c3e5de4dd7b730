package dev.afina.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a number of a recipe may lie.
///
/// @param setting its name in `afina.yaml`, below `training.`
record Range(String setting, double low, double high) {

  /// @return what is wrong with the value; nothing if it lies in the range
  Optional<TrainingProblem.OutOfRange> check(double value) {
    return value >= low && value <= high
        ? Optional.empty()
        : Optional.of(new TrainingProblem.OutOfRange(setting, value, low, high));
  }

  @SafeVarargs
  static List<TrainingProblem.OutOfRange> wrong(Optional<TrainingProblem.OutOfRange>... checks) {
    return Stream.of(checks).flatMap(Optional::stream).toList();
  }
}
