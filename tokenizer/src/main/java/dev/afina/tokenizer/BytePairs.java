package dev.afina.tokenizer;

import java.util.List;

/// A byte-level BPE vocabulary as a GGUF file holds it, or as older programs left it in several.
///
/// @param split GGUF's name for how text is cut into words before merging (`tokenizer.ggml.pre`)
/// @param tokens in the order of their ids, in the byte-level alphabet
/// @param merges pairs `left right`, most important first
/// @param spaceFirst whether a space is put before what does not begin with one
public record BytePairs(
    String split, List<String> tokens, NamedIds named, List<String> merges, boolean spaceFirst)
    implements Vocabulary {

  /// One that leaves a text's beginning as it is.
  public BytePairs(String split, List<String> tokens, NamedIds named, List<String> merges) {
    this(split, tokens, named, merges, false);
  }

  public BytePairs {
    tokens = List.copyOf(tokens);
    merges = List.copyOf(merges);
    named.check(tokens.size());
  }
}
