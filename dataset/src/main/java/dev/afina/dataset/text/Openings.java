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
  /// Bits of a character that are looked at, and of three.
  private static final int BITS = 6;

  private static final int THREE = 3 * BITS;

  private final Pattern pattern;

  /// A bit for any three characters: others that share it only cost a question in vain.
  private final long[] opens = new long[1 << THREE - 6];

  /// @param beginnings the first three characters of all matches, or two after which any may come,
  ///   divided by commas; case is nothing
  public Openings(String beginnings, String pattern) {
    this.pattern = Pattern.compile(pattern);
    for (String one : beginnings.split(",")) {
      int two = small(one.charAt(0)) << BITS | small(one.charAt(1));
      if (one.length() > 2) open(two << BITS | small(one.charAt(2)));
      else for (int any = 0; any < 1 << BITS; any++) open(two << BITS | any);
    }
  }

  private void open(int three) {
    opens[three >> 6] |= 1L << three;
  }

  /// The matches in a text, from left to right; none begins within another.
  public void each(String text, Consumer<MatchResult> found) {
    Matcher matcher = null;
    int free = 0; // where the next match may begin
    for (int at = 0; at + 2 < text.length(); at++) {
      if (at >= free && mayOpen(text, at)) {
        if (matcher == null)
          matcher = pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
        if (matcher.region(at, text.length()).lookingAt()) {
          found.accept(matcher);
          free = matcher.end();
        }
      }
      while (at < text.length() && Letters.is(text.charAt(at))) at++; // none begins in a word
    }
  }

  /// The words of the first match.
  public Optional<String> first(String text) {
    List<String> words = new ArrayList<>(0); // of most texts none
    each(text, match -> words.add(match.group()));
    return words.isEmpty() ? Optional.empty() : Optional.of(words.getFirst());
  }

  private boolean mayOpen(String text, int at) {
    int three =
        (small(text.charAt(at)) << BITS | small(text.charAt(at + 1))) << BITS
            | small(text.charAt(at + 2));
    return (opens[three >> 6] & 1L << three) != 0;
  }

  /// The same for a letter and its capital: their five low bits, and the one that digits and marks
  /// lack.
  private static int small(char c) {
    return c >> 1 & 0x20 | c & 0x1F;
  }
}
