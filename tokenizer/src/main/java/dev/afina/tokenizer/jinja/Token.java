package dev.afina.tokenizer.jinja;

/// A word of a template.
///
/// @param text as it is meant: of a string without its quotes and escapes
/// @param line counted from 1
record Token(Type type, String text, int line) {
  enum Type {
    /// What is written as it stands.
    DATA,
    PRINT_BEGIN,
    PRINT_END,
    BLOCK_BEGIN,
    BLOCK_END,
    NAME,
    STRING,
    INTEGER,
    FLOAT,
    OPERATOR,
    END
  }

  boolean is(Type type, String text) {
    return this.type == type && this.text.equals(text);
  }

  boolean isName(String name) {
    return is(Type.NAME, name);
  }

  boolean isOperator(String operator) {
    return is(Type.OPERATOR, operator);
  }

  /// For a message.
  String shown() {
    return switch (type) {
      case DATA, STRING -> "'" + (text.length() > 30 ? text.substring(0, 30) + "…" : text) + "'";
      case PRINT_BEGIN -> "{{";
      case PRINT_END -> "}}";
      case BLOCK_BEGIN -> "{%";
      case BLOCK_END -> "%}";
      case NAME, INTEGER, FLOAT, OPERATOR ->
          text.length() > 30 ? text.substring(0, 30) + "…" : text;
      case END -> "end";
    };
  }
}
