package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.project.SmallData.Who;
import picocli.CommandLine.Option;

/// What commands share in which examples judge each other.
final class SmallDataOptions {
  private static final int MOST_FOLDS = 20;

  @Option(names = "--folds", paramLabel = "5", descriptionKey = "option.judgeFolds", order = 1)
  int folds = 5;

  @Option(names = "--only", paramLabel = "linear", descriptionKey = "option.only", order = 3)
  Who who = Who.ALL;

  /// @throws Refused if that is no number of parts
  int folds() {
    if (folds < 2 || folds > MOST_FOLDS)
      throw new Refused(new CliProblem.OutOfRange("--folds", folds, 2, MOST_FOLDS));
    return folds;
  }
}
