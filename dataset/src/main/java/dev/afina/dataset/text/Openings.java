package dev.afina.dataset.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A pattern whose matches begin a word in one of a few ways. It is asked only where one stands: an
/// engine for patterns would try each of its alternatives at every letter of every text, which
/// takes longer than all else that is looked for.
public final class Openings {
  private static final int ASCII = 0x7F;
  private static final int SMALL = 0x20;

  private final Pattern pattern;

  /// A bit for any three characters in lower case, by seven bits of each: others that share them
  /// only cost a question in vain.
  private final long[] opens = new long[1 << 21 - 6];

  /// @param beginnings the first three characters of all matches, or two after which any may come,
  ///   divided by commas; case is nothing
  public Openings(String beginnings, String pattern) {
    this.pattern = Pattern.compile(pattern);
    for (String one : beginnings.split(",")) {
      char third = one.length() > 2 ? one.charAt(2) : 0;
      for (char any = third; any <= (third == 0 ? ASCII : third); any++) {
        int index = index(one.charAt(0), one.charAt(1), any);
        opens[index >> 6] |= 1L << index;
      }
    }
  }

  /// The matches in a text, from left to right; none begins within another.
  public void each(String text, Consumer<MatchResult> found) {
    Matcher matcher = pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    boolean inWord = false;
    for (int at = 0; at + 2 < text.length(); at++) {
      boolean asked = !inWord && mayOpen(text, at);
      inWord = Letters.is(text.charAt(at));
      if (!asked || !matcher.region(at, text.length()).lookingAt()) continue;
      found.accept(matcher);
      at = Math.max(at, matcher.end() - 1);
      inWord = Letters.is(text.charAt(at));
    }
  }

  /// The words of the first match.
  public Optional<String> first(String text) {
    List<String> words = new ArrayList<>();
    each(text, match -> words.add(match.group()));
    return words.stream().findFirst();
  }

  private boolean mayOpen(String text, int at) {
    int index = index(text.charAt(at), text.charAt(at + 1), text.charAt(at + 2));
    return (opens[index >> 6] & 1L << index) != 0;
  }

  /// Bit 5 is what small letters have and capitals have not.
  private static int index(char first, char second, char third) {
    return small(first) << 14 | small(second) << 7 | small(third);
  }

  private static int small(char c) {
    return (c | SMALL) & ASCII;
  }
}
