package dev.afina.tokenizer;

import java.util.List;

/// The tokens of a model as its file lists them, and how text becomes them.
public sealed interface Vocabulary permits BytePairs, SentencePieces {

  /// The number of ids.
  default int size() {
    return tokens().size();
  }

  /// In the order of their ids.
  List<String> tokens();

  /// Tokens that text may name as they stand.
  NamedIds named();

  /// The name of an id that no token has: a model may have more rows than its tokenizer.
  static String unused(int id) {
    return "[PAD" + id + "]";
  }

  /// Ids that are found in a text by their name, before it is cut, and never merged.
  ///
  /// @param special those with a part to play (`<|im_start|>`), which are no part of an answer
  /// @param added those that are text like any other (`<think>`)
  record NamedIds(List<Integer> special, List<Integer> added) {
    public NamedIds {
      special = List.copyOf(special);
      added = List.copyOf(added);
    }

    public static NamedIds special(List<Integer> ids) {
      return new NamedIds(ids, List.of());
    }

    void check(int size) {
      for (List<Integer> ids : List.of(special, added))
        for (int id : ids)
          if (id < 0 || id >= size)
            throw new IllegalArgumentException("special token " + id + " of " + size);
    }
  }
}
