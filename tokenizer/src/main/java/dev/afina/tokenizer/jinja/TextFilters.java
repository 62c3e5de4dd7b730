package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Filters.Filter;
import dev.afina.tokenizer.jinja.Value.Dict;
import dev.afina.tokenizer.jinja.Value.Int;
import dev.afina.tokenizer.jinja.Value.Items;
import dev.afina.tokenizer.jinja.Value.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Filters that make texts.
final class TextFilters {
  private TextFilters() {}

  private static final Pattern TITLE_WORD = Pattern.compile("[-\\s({\\[<]+|[^-\\s({\\[<]+");
  private static final Pattern TAG = Pattern.compile("<!--.*?-->|<[^>]*>", Pattern.DOTALL);

  /// A filter without arguments.
  static Filter made(UnaryOperator<String> change) {
    return (in, _, by) -> text(change.apply(of(in, by)), by);
  }

  private static String of(Value value, Interpreter by) {
    String text = Python.text(value, by.budget);
    by.budget.steps(1 + text.length() / 8);
    return text;
  }

  private static Text text(String text, Interpreter by) {
    return new Text(by.budget.made(text));
  }

  static Value trim(Value in, Arguments with, Interpreter by) {
    return text(TextMethods.strip(of(in, by), with, true, true), by);
  }

  static Value shown(Value in, Arguments with, Interpreter by) {
    by.budget.steps(in.cost());
    by.budget.characters(Python.size(in));
    return text(Python.shown(in), by);
  }

  static Value tojson(Value in, Arguments with, Interpreter by) {
    return new Text(PythonJson.of(in, with, by.budget));
  }

  static Value center(Value in, Arguments with, Interpreter by) {
    Arguments width = new Arguments(List.of(with.get(0, "width", new Int(80))), java.util.Map.of());
    return text(TextMethods.centred(of(in, by), width, by.budget), by);
  }

  static Value escape(Value in, Arguments with, Interpreter by) {
    String text = of(in, by);
    return text(
        text.replace("&", "&amp;")
            .replace(">", "&gt;")
            .replace("<", "&lt;")
            .replace("'", "&#39;")
            .replace("\"", "&#34;"),
        by);
  }

  static Value format(Value in, Arguments with, Interpreter by) {
    Value values = with.named().isEmpty() ? Items.tuple(with.positional()) : Value.of(with.named());
    return new Text(Percent.format(of(in, by), values, by.budget));
  }

  /// Each line but the first, or each that is not empty.
  static Value indent(Value in, Arguments with, Interpreter by) {
    Value width = with.get(0, "width", new Int(4));
    String indent =
        width instanceof Text text
            ? text.value()
            : " ".repeat(Math.clamp(Python.integer(width), 0, 1000));
    boolean first = with.flag(1, "first", false);
    boolean blank = with.flag(2, "blank", false);
    String text = of(in, by);
    by.budget.characters((long) indent.length() * text.chars().filter(c -> c == '\n').count());
    StringBuilder indented = new StringBuilder();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (i > 0) indented.append('\n');
      boolean here = i == 0 ? first : blank || !lines[i].isEmpty();
      indented.append(here ? indent : "").append(lines[i]);
    }
    return text(indented.toString(), by);
  }

  static Value replace(Value in, Arguments with, Interpreter by) {
    String old = with.text(0, "old", "");
    String fresh = with.text(1, "new", "");
    return new Text(
        TextMethods.replaced(
            by.budget.made(of(in, by)), old, fresh, with.integer(2, "count", -1), by.budget));
  }

  static Value striptags(Value in, Arguments with, Interpreter by) {
    String text = of(in, by);
    if (text.length() > 100_000) throw Fault.limit(Limit.TEXT, 100_000);
    return text(String.join(" ", TAG.matcher(text).replaceAll("").strip().split("\\s+")), by);
  }

  static String title(String text) {
    StringBuilder title = new StringBuilder();
    TITLE_WORD
        .matcher(text)
        .results()
        .forEach(word -> title.append(Characters.capital(word.group())));
    return title.toString();
  }

  static Value truncate(Value in, Arguments with, Interpreter by) {
    String text = of(in, by);
    int length = Math.clamp(with.integer(0, "length", 255), 0, Integer.MAX_VALUE);
    String end = with.text(2, "end", "...");
    long leeway = with.integer(3, "leeway", 5);
    if (Characters.length(text) <= length + leeway) return new Text(text);
    String cut = Characters.between(text, 0, Math.max(0, length - Characters.length(end)));
    int word = cut.lastIndexOf(' ');
    return text(
        (with.flag(1, "killwords", false) || word < 0 ? cut : cut.substring(0, word)) + end, by);
  }

  static Value urlencode(Value in, Arguments with, Interpreter by) {
    if (in instanceof Dict dict) {
      List<String> pairs = new ArrayList<>();
      dict.entries()
          .forEach((key, value) -> pairs.add(url(of(key, by), "") + "=" + url(of(value, by), "")));
      return text(String.join("&", pairs), by);
    }
    return text(url(of(in, by), "/"), by);
  }

  private static String url(String text, String safe) {
    String encoded =
        URLEncoder.encode(text, StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace("*", "%2A")
            .replace("%7E", "~");
    return safe.isEmpty() ? encoded : encoded.replace("%2F", "/");
  }

  static Value wordcount(Value in, Arguments with, Interpreter by) {
    long words = 0;
    boolean inside = false;
    for (int c : of(in, by).codePoints().toArray()) {
      boolean letter = Character.isLetterOrDigit(c) || c == '_';
      if (letter && !inside) words++;
      inside = letter;
    }
    return new Int(words);
  }
}
