package dev.afina.dataset.format;

/// Texts that a spreadsheet would run: they begin with `=`, `+`, `-`, `@` or a control character.
/// An apostrophe in front makes a text of them (as OWASP advises), and is taken off again on
/// reading.
final class Formulas {
  private Formulas() {}

  static boolean isRun(String text) {
    if (text.isEmpty()) return false;
    return switch (text.charAt(0)) {
      case '=', '+', '-', '@', '\t', '\r', '\n' -> true;
      // The full-width forms are the same to some spreadsheets.
      case '＝', '＋', '－', '＠' -> true;
      default -> false;
    };
  }

  static String neutral(String text) {
    return isRun(text) ? "'" + text : text;
  }

  static String plain(String text) {
    return text.startsWith("'") && isRun(text.substring(1)) ? text.substring(1) : text;
  }
}
