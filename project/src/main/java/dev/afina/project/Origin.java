package dev.afina.project;

/// Where a setting's value comes from. A later one wins.
public enum Origin {
  DEFAULT,
  /// `afina.yaml` in the folder.
  FILE,
  /// `.env` in the folder.
  DOT_ENV,
  /// A variable of the environment; counts as a line of `.env`.
  ENVIRONMENT,
  /// An option of the command line.
  OPTION
}
