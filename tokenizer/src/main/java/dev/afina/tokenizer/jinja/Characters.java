package dev.afina.tokenizer.jinja;

import java.util.function.IntPredicate;

/// Texts as Python counts them: in characters, where Java counts halves of some.
final class Characters {
  private Characters() {}

  /// What `str.isspace` and `str.strip` mean by white space.
  static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  static String at(String text, int index) {
    int start = text.offsetByCodePoints(0, index);
    return text.substring(start, text.offsetByCodePoints(start, 1));
  }

  static String between(String text, int from, int to) {
    int start = text.offsetByCodePoints(0, from);
    return text.substring(start, text.offsetByCodePoints(start, to - from));
  }

  static String stripLeft(String text, IntPredicate away) {
    int at = 0;
    while (at < text.length() && away.test(text.codePointAt(at)))
      at += Character.charCount(text.codePointAt(at));
    return text.substring(at);
  }

  static String stripRight(String text, IntPredicate away) {
    int at = text.length();
    while (at > 0 && away.test(text.codePointBefore(at)))
      at -= Character.charCount(text.codePointBefore(at));
    return text.substring(0, at);
  }

  /// The first character in upper case, all others in lower case.
  static String capital(String text) {
    if (text.isEmpty()) return text;
    int first = text.offsetByCodePoints(0, 1);
    return upper(text.substring(0, first)) + lower(text.substring(first));
  }

  static String upper(String text) {
    return text.toUpperCase(java.util.Locale.ROOT);
  }

  static String lower(String text) {
    return text.toLowerCase(java.util.Locale.ROOT);
  }

  /// `text.indexOf(part, from)` that takes no longer than both are long, by [Knuth, Morris and
  /// Pratt](https://doi.org/10.1137/0206024): Java's own is quadratic for texts made for that.
  static int find(String text, String part, int from) {
    if (part.length() <= 16) return text.indexOf(part, from);
    int[] border = new int[part.length()];
    for (int i = 1, k = 0; i < part.length(); i++) {
      while (k > 0 && part.charAt(i) != part.charAt(k)) k = border[k - 1];
      if (part.charAt(i) == part.charAt(k)) k++;
      border[i] = k;
    }
    for (int i = from, k = 0; i < text.length(); i++) {
      while (k > 0 && text.charAt(i) != part.charAt(k)) k = border[k - 1];
      if (text.charAt(i) == part.charAt(k)) k++;
      if (k == part.length()) return i - k + 1;
    }
    return -1;
  }

  /// Where `part` begins for the last time, or -1.
  static int findLast(String text, String part) {
    int found = find(reversed(text), reversed(part), 0);
    return found < 0 ? -1 : text.length() - found - part.length();
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  /// How often `part` is there, without overlaps.
  static int count(String text, String part) {
    int n = 0;
    for (int at = find(text, part, 0); at >= 0; at = find(text, part, at + part.length())) n++;
    return n;
  }
}
