package dev.afina.dataset.alike;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The pieces of a text as a set, each piece a number of 64 bits. Two different pieces get the same
/// number once in 2⁶⁴, so comparing numbers is comparing pieces.
///
/// Characters, not words: «quiero cambiar la dirección de mi pedido» with and without one accent
/// share half of their pairs of words but 31 of 41 pieces of five characters.
public final class Shingles {
  /// Each once, none of them 0.
  private final long[] pieces;

  /// The pieces by place. Made when it is first asked for: of most texts never. Two threads may
  /// make the same.
  private long @Nullable [] table;

  private Shingles(long[] pieces) {
    this.pieces = pieces;
  }

  /// Every run of `length` characters. A shorter text is one piece, itself. Each piece's number
  /// comes from the one before it ([Karp, Rabin 1987](https://doi.org/10.1147/rd.312.0249)).
  public static Shingles characters(String text, int length) {
    if (text.length() <= length) return new Shingles(distinct(hash(text, 0, text.length())));
    char[] letters = text.toCharArray();
    long[] all = new long[letters.length - length + 1];
    long gone = 1;
    for (int i = 0; i < length; i++) gone *= GOLDEN;
    long run = 0;
    for (int i = 0; i < letters.length; i++) {
      run = run * GOLDEN + letters[i];
      if (i >= length) run -= gone * letters[i - length];
      if (i + 1 >= length) all[i + 1 - length] = mixed(run);
    }
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
    long[] table = table();
    int common = 0;
    for (long piece : other.pieces) if (table[place(table, piece)] == piece) common++;
    return common;
  }

  private long[] table() {
    long[] made = table;
    if (made == null) {
      made = emptyTable(pieces.length);
      for (long piece : pieces) made[place(made, piece)] = piece;
      table = made;
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

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /// The finalizer of [SplitMix64](https://doi.org/10.1145/2660193.2660195): a bijection.
  static long mixed(long value) {
    long z = value + GOLDEN;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /// Each once, in the order in which they come.
  private static long[] distinct(long... all) {
    long[] table = emptyTable(all.length);
    int kept = 0;
    for (long piece : all) {
      long number = piece == 0 ? 1 : piece; // 0 is a free place
      int place = place(table, number);
      if (table[place] == number) continue;
      table[place] = number;
      all[kept++] = number;
    }
    return kept == all.length ? all : Arrays.copyOf(all, kept);
  }

  private static long[] emptyTable(int pieces) {
    return new long[Integer.highestOneBit(pieces) << 2];
  }

  /// Where a piece is, or where it would be: where one place is taken the next one serves.
  private static int place(long[] table, long piece) {
    int place = (int) piece & table.length - 1;
    while (table[place] != 0 && table[place] != piece) place = place + 1 & table.length - 1;
    return place;
  }
}
