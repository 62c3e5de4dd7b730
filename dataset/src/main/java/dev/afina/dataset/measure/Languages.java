package dev.afina.dataset.measure;

import com.github.pemistahl.lingua.api.IsoCode639_1;
import com.github.pemistahl.lingua.api.Language;
import com.github.pemistahl.lingua.api.LanguageDetector;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// In which language a text is, among those expected here and those they are mixed up with. Each
/// more language costs memory and makes short texts less sure: seven take about 200 MB.
public final class Languages {

  /// Below this many letters nobody can tell.
  private static final int LETTERS = 12;

  /// How much less likely than the likeliest the expected language must be.
  private static final double DISTANCE = 0.1;

  private static final List<String> NEIGHBOURS = List.of("en", "es", "pt", "fr", "it", "de", "ca");

  private final LanguageDetector detector;

  /// @param expected two-letter codes (`es`) that must be among those told apart
  public Languages(Set<String> expected) {
    Set<String> codes = new LinkedHashSet<>(NEIGHBOURS);
    codes.addAll(expected);
    detector =
        LanguageDetectorBuilder.fromIsoCodes639_1(
                codes.stream()
                    .map(code -> IsoCode639_1.valueOf(code.toUpperCase(Locale.ROOT)))
                    .toArray(IsoCode639_1[]::new))
            .build();
  }

  /// Whether this is a code that can be told.
  public static boolean knows(String code) {
    return Arrays.stream(IsoCode639_1.values())
        .anyMatch(one -> one.name().toLowerCase(Locale.ROOT).equals(code));
  }

  /// The code of the language; nothing for a text that is too short.
  public Optional<String> of(String text) {
    return likely(text).map(SortedMap::firstKey).map(Languages::code);
  }

  /// The code of the language a text is in, if that is clearly not the one expected.
  public Optional<String> other(String text, String expected) {
    return likely(text)
        .filter(likely ->
            likely.entrySet().stream()
                .filter(one -> code(one.getKey()).equals(expected))
                .allMatch(one -> one.getValue() < 1 - DISTANCE))
        .map(SortedMap::firstKey)
        .map(Languages::code);
  }

  /// Languages with their confidence relative to the likeliest, which has 1 and comes first.
  private Optional<SortedMap<Language, Double>> likely(String text) {
    if (text.chars().filter(Character::isLetter).limit(LETTERS).count() < LETTERS)
      return Optional.empty();
    SortedMap<Language, Double> values = detector.computeLanguageConfidenceValues(text);
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  private static String code(Language language) {
    return language.getIsoCode639_1().name().toLowerCase(Locale.ROOT);
  }
}
