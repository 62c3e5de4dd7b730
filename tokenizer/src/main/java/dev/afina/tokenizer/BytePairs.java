package dev.afina.tokenizer;

import java.util.List;

/// A byte-level BPE vocabulary as a GGUF file holds it.
///
/// @param split GGUF's name for how text is cut into words before merging (`tokenizer.ggml.pre`)
/// @param tokens in the order of their ids, in the byte-level alphabet
/// @param merges pairs `left right`, most important first
public record BytePairs(String split, List<String> tokens, NamedIds named, List<String> merges)
    implements Vocabulary {

  public BytePairs {
    tokens = List.copyOf(tokens);
    merges = List.copyOf(merges);
    named.check(tokens.size());
  }
}
