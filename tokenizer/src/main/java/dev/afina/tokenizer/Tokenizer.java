package dev.afina.tokenizer;

import java.util.List;

/// Text to tokens and back.
public interface Tokenizer extends AutoCloseable {

  /// The ids of a text. Names of special tokens in it (`<|im_start|>`) become those tokens; nothing
  /// is added in front or behind.
  int[] encode(String text);

  /// The text of ids, special tokens included by name.
  String decode(int[] ids);

  /// The texts of its special tokens, which no ordinary text becomes: `<|im_start|>` …
  List<String> special();

  /// The number of ids it knows.
  int size();

  @Override
  void close();
}
