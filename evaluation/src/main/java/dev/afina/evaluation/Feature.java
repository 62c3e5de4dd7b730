package dev.afina.evaluation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Simple things a sentence may have that explain why it was misread.
public enum Feature {
  /// At most four words.
  SHORT,
  /// At least fifteen words.
  LONG,
  QUESTION,
  DIGITS,
  /// Not one accent, tilde or opening mark.
  NO_ACCENTS,
  /// Not one capital letter.
  LOWER_CASE,
  /// Capitals only.
  UPPER_CASE;

  private static final Pattern SPACES = Pattern.compile("\\s+");

  public boolean in(String text) {
    return switch (this) {
      case SHORT -> words(text) <= 4;
      case LONG -> words(text) >= 15;
      case QUESTION -> text.indexOf('?') >= 0;
      case DIGITS -> text.chars().anyMatch(Character::isDigit);
      case NO_ACCENTS ->
          Normalizer.normalize(text, Normalizer.Form.NFD)
              .chars()
              .noneMatch(
                  c -> Character.getType(c) == Character.NON_SPACING_MARK || "¿¡".indexOf(c) >= 0);
      case LOWER_CASE -> text.equals(text.toLowerCase(Locale.ROOT));
      case UPPER_CASE ->
          text.equals(text.toUpperCase(Locale.ROOT)) && text.chars().anyMatch(Character::isLetter);
    };
  }

  private static int words(String text) {
    return SPACES.split(text.strip()).length;
  }
}
