package dev.afina.dataset;

import java.util.List;

/// A row of a tests file.
///
/// @param expected for intents the labels that are right, none if the sentence has no intent; for
///   chat exactly one reference answer
/// @param kind `data`, `similar`, `new` or `edge`
/// @param facts what an answer must contain
public record TestRow(String text, List<String> expected, String kind, List<String> facts) {
  public TestRow {
    expected = List.copyOf(expected);
    facts = List.copyOf(facts);
  }
}
