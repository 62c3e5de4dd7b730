package dev.afina.dataset.personal;

/// What can be found. The order is the order of belief: where two overlap, the earlier counts, for
/// a check digit says more than a shape.
public enum PersonalKind {
  SECRET("CLAVE"),
  IBAN("IBAN"),
  CARD("TARJETA"),
  DNI("DNI"),
  NIE("NIE"),
  CIF("CIF"),
  EMAIL("EMAIL"),
  PHONE("TELEFONO"),
  IP_ADDRESS("IP"),
  PLATE("MATRICULA"),
  ADDRESS("DIRECCION"),
  NAME("PERSONA");

  private final String word;

  PersonalKind(String word) {
    this.word = word;
  }

  /// What stands in its place: `[PERSONA_1]`. The same in every language, for it is data and no
  /// sentence.
  public String placeholder(int number) {
    return "[" + word + "_" + number + "]";
  }
}
