package dev.afina.model.json;

import dev.afina.core.Json;
import dev.afina.model.json.Form.Among;
import dev.afina.model.json.Form.Characters;
import dev.afina.model.json.Form.Digits;
import dev.afina.model.json.Form.InOrder;
import dev.afina.model.json.Form.Literal;
import dev.afina.model.json.Form.OneOf;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The pieces JSON is made of. A space may follow a comma or a colon, nothing else: a model that
/// may write empty lines may write nothing else.
final class Pieces {
  private static final int DIGITS = 15; // as many as a double keeps

  static final Form HEX = new Among("0123456789abcdefABCDEF");
  private static final Form SPACE = new OneOf(List.of(new Literal(""), new Literal(" ")));
  static final Form COMMA = new InOrder(List.of(new Literal(","), SPACE));
  static final Form COLON = new InOrder(List.of(new Literal(":"), SPACE));
  static final Form STRING = new InOrder(List.of(new Literal("\""), new Characters()));
  static final Form INTEGER =
      new InOrder(
          List.of(
              new OneOf(List.of(new Literal(""), new Literal("-"))),
              new OneOf(
                  List.of(
                      new Literal("0"),
                      new InOrder(List.of(new Among("123456789"), new Digits(0, DIGITS - 1)))))));
  static final Form NUMBER =
      new InOrder(
          List.of(
              INTEGER,
              new OneOf(
                  List.of(
                      new Literal(""),
                      new InOrder(List.of(new Literal("."), new Digits(1, DIGITS)))))));
  static final Form BOOLEAN = new OneOf(List.of(new Literal("true"), new Literal("false")));
  static final Form NULL = new Literal("null");

  private Pieces() {}

  /// A value as it is.
  static Form constant(JsonNode value) {
    List<Form> parts = new ArrayList<>();
    for (char c : Json.line(value).toCharArray())
      parts.add(
          c < 0x80
              ? new Literal(String.valueOf(c))
              : Character.isSurrogate(c) ? new Literal("\\" + escaped(c)) : new Form.Foreign(c));
    return new InOrder(parts);
  }

  /// How a character is written behind a backslash: `u00e9`.
  static String escaped(char c) {
    return "u" + HexFormat.of().toHexDigits(c);
  }
}
