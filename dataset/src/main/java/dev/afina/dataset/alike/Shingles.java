package dev.afina.dataset.alike;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The pieces of a text as a set, each piece a number of 64 bits. Two different pieces get the same
/// number once in 2⁶⁴, so comparing numbers is comparing pieces.
///
/// Characters, not words: «quiero cambiar la dirección de mi pedido» with and without one accent
/// share half of their pairs of words but 31 of 41 pieces of five characters.
public final class Shingles {
  private final long[] pieces;

  /// Made when it is first asked for: of most texts never. Two threads may make the same.
  private long @Nullable [] sorted;

  private Shingles(long[] pieces) {
    this.pieces = pieces;
  }

  /// Every run of `length` characters. A shorter text is one piece, itself.
  public static Shingles characters(String text, int length) {
    if (text.length() <= length) return new Shingles(new long[] {hash(text, 0, text.length())});
    long[] all = new long[text.length() - length + 1];
    for (int i = 0; i < all.length; i++) all[i] = hash(text, i, i + length);
    return new Shingles(distinct(all));
  }

  /// Every run of `length` words, divided by spaces. A shorter text is one piece, itself.
  public static Shingles words(String text, int length) {
    String[] words = text.strip().split("\\s+");
    if (words.length <= length) return characters(String.join(" ", words), Integer.MAX_VALUE);
    long[] all = new long[words.length - length + 1];
    for (int i = 0; i < all.length; i++) {
      String piece = String.join(" ", Arrays.asList(words).subList(i, i + length));
      all[i] = hash(piece, 0, piece.length());
    }
    return new Shingles(distinct(all));
  }

  public int size() {
    return pieces.length;
  }

  /// Jaccard's: what both have, as a share of what either has.
  public double similarity(Shingles other) {
    int common = common(other);
    return (double) common / (pieces.length + other.pieces.length - common);
  }

  int common(Shingles other) {
    long[] a = sorted();
    long[] b = other.sorted();
    int common = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      long x = a[i];
      long y = b[j];
      if (x == y) common++;
      if (x <= y) i++;
      if (y <= x) j++;
    }
    return common;
  }

  private long[] sorted() {
    long[] made = sorted;
    if (made == null) {
      made = pieces.clone();
      Arrays.sort(made);
      sorted = made;
    }
    return made;
  }

  /// Not a copy: for the neighbours in this package, which only read.
  long[] pieces() {
    return pieces;
  }

  /// Four characters fill the 64 bits exactly; each further four are mixed in.
  static long hash(String text, int from, int to) {
    long hash = to - from;
    long packed = 0;
    for (int i = from; i < to; i++) {
      packed = packed << 16 | text.charAt(i);
      if ((i - from & 3) == 3) {
        hash = mixed(hash ^ packed);
        packed = 0;
      }
    }
    return mixed(hash ^ packed);
  }

  /// The finalizer of [SplitMix64](https://doi.org/10.1145/2660193.2660195): a bijection.
  static long mixed(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /// Each once, in the order in which they come: found in a table with twice as many places, where
  /// one that is taken makes the next one serve.
  private static long[] distinct(long[] all) {
    long[] table = new long[Integer.highestOneBit(all.length) << 2];
    int kept = 0;
    for (long piece : all) {
      long number = piece == 0 ? 1 : piece; // 0 is a free place
      int place = (int) number & table.length - 1;
      while (table[place] != 0 && table[place] != number) place = place + 1 & table.length - 1;
      if (table[place] == number) continue;
      table[place] = number;
      all[kept++] = number;
    }
    return kept == all.length ? all : Arrays.copyOf(all, kept);
  }
}
