package dev.afina.dataset;

import java.util.HashSet;
import java.util.Set;

/// The five-letter pieces of a sentence. Pieces of words would be too coarse for sentences as short
/// as these: one typo would cost half of them.
record Shingles(Set<String> pieces) {
  private static final int LETTERS = 5;

  static Shingles of(String text) {
    Set<String> pieces = new HashSet<>();
    for (int i = 0; i + LETTERS <= text.length(); i++) pieces.add(text.substring(i, i + LETTERS));
    if (pieces.isEmpty()) pieces.add(text);
    return new Shingles(pieces);
  }

  /// Jaccard's: what both have, as a share of what either has.
  double similarity(Shingles other) {
    long common = pieces.stream().filter(other.pieces::contains).count();
    return (double) common / (pieces.size() + other.pieces.size() - common);
  }
}
