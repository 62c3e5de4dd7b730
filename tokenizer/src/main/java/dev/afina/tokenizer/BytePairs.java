package dev.afina.tokenizer;

import java.util.List;

/// A byte-level BPE vocabulary as a GGUF file holds it, or as older programs left it in several.
///
/// @param split GGUF's name for how text is cut into words before merging (`tokenizer.ggml.pre`)
/// @param tokens in the order of their ids, in the byte-level alphabet
/// @param special ids that text may name (`<|im_start|>`) and that are never merged
/// @param merges pairs `left right`, most important first
/// @param spaceFirst whether a space is put before what does not begin with one
public record BytePairs(
    String split,
    List<String> tokens,
    List<Integer> special,
    List<String> merges,
    boolean spaceFirst)
    implements Vocabulary {

  /// One that leaves a text's beginning as it is.
  public BytePairs(String split, List<String> tokens, List<Integer> special, List<String> merges) {
    this(split, tokens, special, merges, false);
  }

  public BytePairs {
    tokens = List.copyOf(tokens);
    special = List.copyOf(special);
    merges = List.copyOf(merges);
    for (int id : special)
      if (id < 0 || id >= tokens.size())
        throw new IllegalArgumentException("special token " + id + " of " + tokens.size());
  }

  @Override
  public int size() {
    return tokens.size();
  }
}
