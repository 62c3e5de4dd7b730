package dev.afina.evaluation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What a linear model sees of a sentence, in lower case: its n-grams of two to five characters,
/// with a space before and after each word and none across words, and its words, alone and in
/// pairs.
final class Pieces {
  private Pieces() {}

  private static final int SHORTEST = 2;
  private static final int LONGEST = 5;

  /// Marks a piece as one of words; no letter of a sentence.
  private static final char WORD = '\u0001';

  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /// How often it has each.
  static Map<String, Integer> of(String text) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    String lower = text.toLowerCase(Locale.ROOT).strip();
    for (String word : SPACES.split(lower)) {
      int[] letters = (" " + word + " ").codePoints().toArray();
      for (int n = SHORTEST; n <= LONGEST; n++)
        for (int start = 0; start + n <= letters.length; start++)
          counts.merge(new String(letters, start, n), 1, Integer::sum);
    }
    String before = "";
    for (String word : MARKS.split(lower)) {
      if (word.isEmpty()) continue;
      counts.merge(WORD + word, 1, Integer::sum);
      counts.merge(WORD + before + " " + word, 1, Integer::sum);
      before = word;
    }
    return counts;
  }

  static boolean isWord(String piece) {
    return piece.charAt(0) == WORD;
  }
}
