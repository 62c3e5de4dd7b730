package dev.afina.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// Token sequences written one behind the other, without padding. A part is a sequence, or goes on
/// where another part ends: it then sees what that one sees, and itself.
///
/// @param ids of all parts, in order
/// @param parts a part stands behind the one it goes on from
record Pack(int[] ids, List<Part> parts) {

  /// @param length in tokens
  /// @param from the part it goes on from, or −1 if it begins a sequence
  /// @param depth how many tokens stand before it in its sequence
  record Part(int length, int from, int depth) {}

  Pack {
    parts = List.copyOf(parts);
    int sum = parts.stream().mapToInt(Part::length).sum();
    if (sum != ids.length || ids.length == 0)
      throw new IllegalArgumentException(ids.length + " tokens in parts of " + sum);
  }

  /// Sequences that share nothing.
  static Pack of(int[]... sequences) {
    List<Part> parts = new ArrayList<>();
    int total = 0;
    for (int[] sequence : sequences) {
      parts.add(new Part(sequence.length, -1, 0));
      total += sequence.length;
    }
    int[] ids = new int[total];
    int at = 0;
    for (int[] sequence : sequences) {
      System.arraycopy(sequence, 0, ids, at, sequence.length);
      at += sequence.length;
    }
    return new Pack(ids, parts);
  }

  /// The rows of a sequence's tokens, of a pack in which no two parts go on alike.
  ///
  /// @return shorter than the sequence if the pack ends before it
  int[] path(int[] sequence) {
    int[] rows = new int[sequence.length];
    int at = 0;
    int part = -1;
    for (int p = 0, start = 0;
        p < parts.size() && at < sequence.length;
        start += parts.get(p++).length()) {
      if (parts.get(p).from() != part || ids[start] != sequence[at]) continue;
      for (int i = 0; i < parts.get(p).length() && at < sequence.length; i++)
        rows[at++] = start + i;
      part = p;
    }
    return Arrays.copyOf(rows, at);
  }

  long[] lengths() {
    return parts.stream().mapToLong(Part::length).toArray();
  }

  /// How deep each token stands in its sequence.
  ///
  /// @param before how many tokens were there before the pack, for each part
  int[] positions(IntUnaryOperator before) {
    int[] positions = new int[ids.length];
    int at = 0;
    for (int p = 0; p < parts.size(); p++) {
      int first = before.applyAsInt(p) + parts.get(p).depth();
      for (int i = 0; i < parts.get(p).length(); i++) positions[at++] = first + i;
    }
    return positions;
  }

  /// The parts that a part sees, the first of the sequence first and itself last.
  List<Integer> seenBy(int part) {
    List<Integer> seen = new ArrayList<>();
    for (int i = part; i >= 0; i = parts.get(i).from()) seen.addFirst(i);
    return seen;
  }
}
