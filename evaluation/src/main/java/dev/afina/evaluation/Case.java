package dev.afina.evaluation;

/// A sentence a classifier is tested with.
public record Case(String text, Expected expected, CaseKind kind) {

  public static Case of(String text, String expected, CaseKind kind) {
    return new Case(text, Expected.of(expected), kind);
  }
}
