package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Token.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a template into tokens, with white space removed as Jinja does under `trim_blocks` (the
/// line end behind a block) and `lstrip_blocks` (the indent before one), the settings of
/// Transformers.
final class Lexer {
  private static final Pattern RAW =
      Pattern.compile("\\{%[-+]?\\s*raw\\s*(?:-%}\\s*|%})", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern END_RAW =
      Pattern.compile(
          "\\{%([-+]?)\\s*endraw\\s*(?:\\+%}|-%}\\s*|%}\\n?)", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<float>\\d++(?:_\\d++)*+(?:(?:\\.\\d++(?:_\\d++)*+)?[eE][+-]?\\d++(?:_\\d++)*+|\\.\\d++(?:_\\d++)*+))"
              + "|0[bB](?:_?[01])++|0[oO](?:_?[0-7])++|0[xX](?:_?[0-9a-fA-F])++|\\d++(?:_\\d++)*+");
  private static final List<String> OPERATORS =
      List.of(
          "**", "//", "==", "!=", ">=", "<=", "+", "-", "*", "/", "%", "~", ">", "<", "=", ".", ":",
          "|", ",", ";", "(", ")", "[", "]", "{", "}");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int counted;

  /// Whether what comes next begins a line of the template.
  private boolean lineStarts = true;

  Lexer(String source) {
    String text = source.replace("\r\n", "\n").replace('\r', '\n');
    this.source = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /// The line reached, for a message.
  int line() {
    for (; counted < at; counted++) if (source.charAt(counted) == '\n') line++;
    return line;
  }

  /// @throws Fault for what is no token
  List<Token> tokens() {
    while (true) {
      int tag = nextTag();
      if (tag < 0) {
        data(source.substring(at));
        at = source.length();
        add(Type.END, "");
        return tokens;
      }
      char kind = source.charAt(tag + 1);
      String text = before(tag, kind != '{');
      Matcher raw = RAW.matcher(source).region(tag, source.length());
      data(text);
      at = tag;
      if (kind == '#') comment();
      else if (kind == '%' && raw.lookingAt()) raw(raw.end());
      else tag(kind);
    }
  }

  private int nextTag() {
    for (int i = at; (i = source.indexOf('{', i)) >= 0 && i + 1 < source.length(); i++)
      if ("{%#".indexOf(source.charAt(i + 1)) >= 0) return i;
    return -1;
  }

  /// The text from here to a tag, without what the tag's sign or `lstrip_blocks` takes away.
  private String before(int tag, boolean block) {
    String text = source.substring(at, tag);
    char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : ' ';
    return stripped(text, sign, block);
  }

  private String stripped(String text, char sign, boolean block) {
    if (sign == '-') return Characters.stripRight(text, Characters::isSpace);
    if (sign == '+' || !block) return text;
    int lineStart = text.lastIndexOf('\n') + 1;
    boolean indent =
        (lineStart > 0 || lineStarts)
            && text.substring(lineStart).codePoints().allMatch(Characters::isSpace);
    return indent ? text.substring(0, lineStart) : text;
  }

  private void data(String text) {
    if (!text.isEmpty()) add(Type.DATA, text);
  }

  private void comment() {
    int end = source.indexOf("#}", at + 2);
    if (end < 0) throw Fault.syntax("#}", "{#");
    afterTag(source.charAt(end - 1), end, true);
  }

  private void raw(int begin) {
    Matcher end = END_RAW.matcher(source);
    if (!end.find(begin)) throw Fault.syntax("{% endraw %}", "{% raw %}");
    lineStarts = source.charAt(begin - 1) == '\n';
    String sign = end.group(1);
    data(
        stripped(
            source.substring(begin, end.start()), sign.isEmpty() ? ' ' : sign.charAt(0), true));
    at = end.end();
    lineStarts = source.charAt(at - 1) == '\n';
  }

  /// Behind a tag whose end mark begins at `end`, with `sign` before it.
  private void afterTag(char sign, int end, boolean block) {
    int begin = end + 2;
    at = begin;
    if (sign == '-') {
      while (at < source.length() && Characters.isSpace(source.charAt(at))) at++;
    } else if (block && sign != '+' && at < source.length() && source.charAt(at) == '\n') {
      at++;
    }
    lineStarts = source.charAt(at - 1) == '\n';
  }

  /// The inside of `{{ }}` or `{% %}`.
  private void tag(char kind) {
    boolean block = kind == '%';
    add(block ? Type.BLOCK_BEGIN : Type.PRINT_BEGIN, "");
    at += 2;
    if (at < source.length() && "+-".indexOf(source.charAt(at)) >= 0) at++;
    String endMark = block ? "%}" : "}}";
    Deque<Character> open = new ArrayDeque<>();
    while (at < source.length()) {
      char c = source.charAt(at);
      if (Characters.isSpace(c)) {
        at++;
        continue;
      }
      boolean signed = c == '-' || (block && c == '+');
      int mark = signed ? at + 1 : at;
      if (open.isEmpty() && source.startsWith(endMark, mark)) {
        add(block ? Type.BLOCK_END : Type.PRINT_END, "");
        afterTag(signed ? c : ' ', mark, block);
        return;
      }
      if (c == '\'' || c == '"') string(c);
      else if (c >= '0' && c <= '9') number();
      else if (Character.isUnicodeIdentifierStart(source.codePointAt(at)) || c == '_') name();
      else operator(open);
    }
    throw Fault.syntax(open.isEmpty() ? endMark : closing(open.peek()), "end");
  }

  private void name() {
    int end = at;
    do end += Character.charCount(source.codePointAt(end));
    while (end < source.length() && isPart(source.codePointAt(end)));
    add(Type.NAME, source.substring(at, end));
    at = end;
  }

  private static boolean isPart(int c) {
    return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }

  private void number() {
    Matcher number = NUMBER.matcher(source).region(at, source.length());
    if (!number.lookingAt()) throw Fault.syntax("number", source.substring(at, at + 1));
    // `a.1.5` is two subscripts.
    boolean subscript = at > 0 && source.charAt(at - 1) == '.';
    String digits = number.group();
    if (subscript && number.group("float") != null) {
      int end = at;
      while (end < source.length() && Character.isDigit(source.charAt(end))) end++;
      digits = source.substring(at, end);
    }
    boolean real = !subscript && number.group("float") != null;
    add(real ? Type.FLOAT : Type.INTEGER, digits.replace("_", ""));
    at += digits.length();
  }

  private void operator(Deque<Character> open) {
    for (String operator : OPERATORS) {
      if (!source.startsWith(operator, at)) continue;
      char c = operator.charAt(0);
      if (c == '(' || c == '[' || c == '{') open.push(c);
      if (c == ')' || c == ']' || c == '}') {
        if (open.isEmpty()) throw Fault.syntax("expression", operator);
        String expected = closing(open.pop());
        if (!expected.equals(operator)) throw Fault.syntax(expected, operator);
      }
      add(Type.OPERATOR, operator);
      at += operator.length();
      return;
    }
    throw Fault.syntax("expression", Character.toString(source.codePointAt(at)));
  }

  private static String closing(char open) {
    return switch (open) {
      case '(' -> ")";
      case '[' -> "]";
      default -> "}";
    };
  }

  private void string(char quote) {
    int end = at + 1;
    while (end < source.length() && source.charAt(end) != quote)
      end += source.charAt(end) == '\\' ? 2 : 1;
    if (end >= source.length()) throw Fault.syntax(Character.toString(quote), "end");
    add(Type.STRING, Escapes.read(source.substring(at + 1, end)));
    at = end + 1;
  }

  private void add(Type type, String text) {
    tokens.add(new Token(type, text, line()));
  }
}
