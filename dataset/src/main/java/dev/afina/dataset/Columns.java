package dev.afina.dataset;

import java.util.List;

/// What columns and keys may be called, in English and in Spanish; the first name is the usual one.
public final class Columns {
  private Columns() {}

  public static final List<String> TEXT = List.of("text", "texto");
  public static final List<String> LABEL =
      List.of("label", "intent", "intención", "intencion", "etiqueta");
  static final List<String> EXPECTED = List.of("expected", "esperado", "esperada");
  static final List<String> KIND = List.of("kind", "tipo");
  static final List<String> FACTS = List.of("facts", "hechos");
}
