package dev.afina.tokenizer.jinja;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Python's escapes in strings. One it does not know stays as it is, backslash included.
final class Escapes {
  private Escapes() {}

  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:(?<octal>[0-7]{1,3})|x(?<x>[0-9a-fA-F]{2})|u(?<u>[0-9a-fA-F]{4})"
              + "|U(?<long>[0-9a-fA-F]{8})|(?<letter>.))",
          Pattern.DOTALL);

  static String read(String quoted) {
    if (quoted.indexOf('\\') < 0) return quoted;
    StringBuilder text = new StringBuilder();
    Matcher escape = ESCAPE.matcher(quoted);
    while (escape.find()) escape.appendReplacement(text, Matcher.quoteReplacement(meant(escape)));
    return escape.appendTail(text).toString();
  }

  private static String meant(Matcher escape) {
    if (escape.group("octal") != null) return character(escape.group("octal"), 8);
    if (escape.group("x") != null) return character(escape.group("x"), 16);
    if (escape.group("u") != null) return character(escape.group("u"), 16);
    if (escape.group("long") != null) return character(escape.group("long"), 16);
    String letter = escape.group("letter");
    return switch (letter) {
      case "n" -> "\n";
      case "t" -> "\t";
      case "r" -> "\r";
      case "b" -> "\b";
      case "f" -> "\f";
      case "a" -> "\u0007";
      case "v" -> "\u000b";
      case "\\", "'", "\"" -> letter;
      case "\n" -> "";
      case "x", "u", "U", "N" -> throw Fault.syntax("\\" + letter + "…", escape.group());
      default -> "\\" + letter;
    };
  }

  private static String character(String digits, int base) {
    long code = Long.parseLong(digits, base);
    if (code > Character.MAX_CODE_POINT) throw Fault.syntax("\\U0010ffff", "\\U" + digits);
    return Character.toString((int) code);
  }
}
