package dev.afina.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A vocabulary of [SentencePiece](https://arxiv.org/abs/1808.06226) in its BPE form, as a GGUF
/// file holds it: spaces are `▁`, and a character that has no token becomes bytes (`<0xE2>`).
///
/// @param pieces in the order of their ids
/// @param unknown the id of what is neither token nor bytes
/// @param spaceFirst whether a space is put before a text
public record SentencePieces(List<Piece> pieces, NamedIds named, int unknown, boolean spaceFirst)
    implements Vocabulary {

  /// Longer ones do not come about by merging.
  private static final int LONGEST = 128;

  /// @param score the higher, the sooner it is made
  /// @param made whether it is made by merging two others
  public record Piece(String text, double score, boolean made) {}

  public SentencePieces {
    pieces = List.copyOf(pieces);
    named.check(pieces.size());
    if (unknown < 0 || unknown >= pieces.size())
      throw new IllegalArgumentException("token " + unknown + " of " + pieces.size());
  }

  @Override
  public List<String> tokens() {
    return pieces.stream().map(Piece::text).toList();
  }

  private record Merge(String left, String right, double score) {}

  /// SentencePiece makes the piece with the highest score first, from whatever two pieces it
  /// consists of. As a list of pairs, most important first, `left right`; ties as Transformers
  /// breaks them when it converts such a vocabulary.
  List<List<String>> merges() {
    Map<String, Integer> ids = new HashMap<>();
    for (int id = 0; id < pieces.size(); id++)
      if (pieces.get(id).made) ids.put(pieces.get(id).text, id);
    List<Merge> merges = new ArrayList<>();
    for (Piece piece : pieces) {
      if (!piece.made || piece.text.length() > LONGEST) continue;
      List<Merge> ways = new ArrayList<>();
      for (int i = 1; i < piece.text.length(); i++) {
        String left = piece.text.substring(0, i);
        String right = piece.text.substring(i);
        if (ids.containsKey(left) && ids.containsKey(right))
          ways.add(new Merge(left, right, piece.score));
      }
      ways.sort(
          Comparator.comparingInt((Merge way) -> ids.get(way.left))
              .thenComparingInt(way -> ids.get(way.right)));
      merges.addAll(ways);
    }
    merges.sort(
        Comparator.comparingDouble(Merge::score)
            .thenComparingInt(merge -> characters(merge.left))
            .thenComparingInt(merge -> characters(merge.right))
            .reversed());
    return merges.stream().map(merge -> List.of(merge.left, merge.right)).toList();
  }

  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }
}
