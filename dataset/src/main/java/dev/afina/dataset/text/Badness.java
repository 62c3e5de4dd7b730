package dev.afina.dataset.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How much a text looks like letters of one encoding read in another: the number of places where
/// characters stand beside each other that nobody writes so. The heuristic of
/// [ftfy](https://github.com/rspeer/python-ftfy) 6.3.1.
final class Badness {
  private Badness() {}

  private static final CharacterClasses CLASSES = CharacterClasses.read("badness.txt");

  private static final Pattern BAD =
      Pattern.compile(
          CLASSES.patterns().stream().map(CLASSES::expand).collect(Collectors.joining("|")),
          Pattern.UNICODE_CHARACTER_CLASS);

  static int of(String text) {
    if (!isSuspect(text)) return 0;
    Matcher matcher = BAD.matcher(text);
    int found = 0;
    while (matcher.find()) found++;
    return found;
  }

  static boolean isBad(String text) {
    return isSuspect(text) && BAD.matcher(text).find();
  }

  /// Whether the patterns could find anything. Each of them needs two letters beyond ASCII side by
  /// side, or one of a few: this loop saves nearly all texts the expensive question.
  private static boolean isSuspect(String text) {
    boolean before = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean beyond = c >= 0x80;
      if (beyond && (before || c <= 0x9f || c == 'Â' || c == 'Ã' || c == 'Œ' || c == 'œ'))
        return true;
      before = beyond;
    }
    return false;
  }
}
