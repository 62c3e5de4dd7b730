package dev.afina.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Yes and no as people write them in tables, in English and in Spanish.
public final class YesOrNo {
  private YesOrNo() {}

  private static final List<String> YES = List.of("yes", "sí", "si", "true", "1");
  private static final List<String> NO = List.of("no", "false", "0");

  /// Nothing for anything else.
  public static Optional<Boolean> of(String word) {
    String lower = word.strip().toLowerCase(Locale.ROOT);
    if (YES.contains(lower)) return Optional.of(true);
    return NO.contains(lower) ? Optional.of(false) : Optional.empty();
  }
}
