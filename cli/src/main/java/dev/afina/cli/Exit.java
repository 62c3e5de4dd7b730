package dev.afina.cli;

/// How the program ends; scripts may rely on these numbers.
final class Exit {
  private Exit() {}

  static final int DONE = 0;

  /// Done, and there is something to look at: a warning about the data, a check of the doctor.
  static final int DONE_WITH_FINDINGS = 1;

  /// Not done, for a reason the user can do something about; also a command that makes no sense.
  static final int REFUSED = 2;

  /// `gate` alone: the model is worse than what it would replace.
  static final int WORSE = 1;

  /// `gate` alone: nothing can be shown either way.
  static final int NO_EVIDENCE = 3;

  /// Not done, by our fault.
  static final int BUG = 70;

  /// Ended by Ctrl-C, as shells report it.
  static final int INTERRUPTED = 130;
}
