package dev.afina.dataset.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A pattern whose matches begin a word with one of a few pairs of characters. It is asked only
/// where one stands: an engine for patterns would try each of its alternatives at every letter of
/// every text, which takes longer than all else that is looked for.
public final class Openings {
  private static final int ASCII = 0x7F;
  private static final int SMALL = 0x20;

  private final Pattern pattern;

  /// By the two characters in lower case, seven bits of each: others that share them only cost a
  /// question in vain.
  private final boolean[] pairs = new boolean[1 << 14];

  /// @param beginnings the first two characters of all matches, divided by commas; case is nothing
  public Openings(String beginnings, String pattern) {
    this.pattern = Pattern.compile(pattern);
    for (String two : beginnings.split(",")) pairs[index(two.charAt(0), two.charAt(1))] = true;
  }

  /// The matches in a text, from left to right; none begins within another.
  public void each(String text, Consumer<MatchResult> found) {
    Matcher matcher = pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    boolean inWord = false;
    for (int at = 0; at + 1 < text.length(); at++) {
      char c = text.charAt(at);
      boolean opens = !inWord && pairs[index(c, text.charAt(at + 1))];
      inWord = Letters.is(c);
      if (!opens || !matcher.region(at, text.length()).lookingAt()) continue;
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

  /// Bit 5 is what small letters have and capitals have not.
  private static int index(char first, char second) {
    return ((first | SMALL) & ASCII) << 7 | (second | SMALL) & ASCII;
  }
}
