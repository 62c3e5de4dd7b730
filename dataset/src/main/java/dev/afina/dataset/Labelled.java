package dev.afina.dataset;

/// A sentence and the intent it has.
///
/// @param label `none` for a sentence that belongs to no intent; it is learned like the others
public record Labelled(String text, String label) {
  public static final String NONE = "none";
}
