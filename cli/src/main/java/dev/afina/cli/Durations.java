package dev.afina.cli;

/// Spans of time in units that read the same in every language of ours.
final class Durations {
  private Durations() {}

  /// `6 s`, `1 min 20 s`, `2 h 5 min`
  static String of(double seconds) {
    long all = Math.max(0, Math.round(seconds));
    if (all < 60) return all + " s";
    if (all < 3600) return all / 60 + " min" + (all % 60 == 0 ? "" : " " + all % 60 + " s");
    long minutes = Math.round(all / 60.0);
    return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
  }
}
