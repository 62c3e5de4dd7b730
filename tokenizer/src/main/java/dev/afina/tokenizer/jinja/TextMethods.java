package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Value.Bool;
import dev.afina.tokenizer.jinja.Value.Function;
import dev.afina.tokenizer.jinja.Value.Int;
import dev.afina.tokenizer.jinja.Value.Items;
import dev.afina.tokenizer.jinja.Value.None;
import dev.afina.tokenizer.jinja.Value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What Python's texts can do.
final class TextMethods {
  private TextMethods() {}

  /// Wider than this no text is filled up to.
  private static final int WIDEST = 100_000;

  static @Nullable Function of(String text, String name, Budget budget) {
    java.util.function.Function<Arguments, @Nullable Value> method = find(text, name, budget);
    if (method == null) return null;
    return new Function(
        name,
        passed -> {
          budget.steps(1 + text.length() / 8);
          budget.characters(text.length());
          Value value = method.apply(passed);
          return value == null ? None.NONE : value;
        });
  }

  private static java.util.function.@Nullable Function<Arguments, @Nullable Value> find(
      String text, String name, Budget budget) {
    return switch (name) {
      case "strip" -> passed -> new Text(strip(text, passed, true, true));
      case "lstrip" -> passed -> new Text(strip(text, passed, true, false));
      case "rstrip" -> passed -> new Text(strip(text, passed, false, true));
      case "upper" -> _ -> new Text(Characters.upper(text));
      case "lower", "casefold" -> _ -> new Text(Characters.lower(text));
      case "capitalize" -> _ -> new Text(Characters.capital(text));
      case "title" -> _ -> new Text(title(text));
      case "swapcase" -> _ -> new Text(swapped(text));
      case "startswith" -> passed -> Bool.of(any(passed, part -> text.startsWith(part)));
      case "endswith" -> passed -> Bool.of(any(passed, part -> text.endsWith(part)));
      case "removeprefix" ->
          passed -> {
            String prefix = Python.text(passed.required(0, "prefix"));
            return new Text(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
          };
      case "removesuffix" ->
          passed -> {
            String suffix = Python.text(passed.required(0, "suffix"));
            boolean ends = text.endsWith(suffix);
            return new Text(ends ? text.substring(0, text.length() - suffix.length()) : text);
          };
      case "split" -> passed -> texts(split(text, passed, false), budget);
      case "rsplit" -> passed -> texts(split(text, passed, true), budget);
      case "splitlines" -> passed -> texts(lines(text, passed.flag(0, "keepends", false)), budget);
      case "partition" ->
          passed -> {
            String by = separator(passed.required(0, "sep"));
            return parts(text, Characters.find(text, by, 0), by.length(), false);
          };
      case "rpartition" ->
          passed -> {
            String by = separator(passed.required(0, "sep"));
            return parts(text, Characters.findLast(text, by), by.length(), true);
          };
      case "replace" ->
          passed ->
              new Text(
                  replaced(
                      text,
                      Python.text(passed.required(0, "old")),
                      Python.text(passed.required(1, "new")),
                      passed.integer(2, "count", -1),
                      budget));
      case "find" ->
          passed -> place(text, Characters.find(text, Python.text(passed.required(0, "sub")), 0));
      case "rfind" ->
          passed -> place(text, Characters.findLast(text, Python.text(passed.required(0, "sub"))));
      case "index" ->
          passed ->
              there(place(text, Characters.find(text, Python.text(passed.required(0, "sub")), 0)));
      case "rindex" ->
          passed ->
              there(place(text, Characters.findLast(text, Python.text(passed.required(0, "sub")))));
      case "count" ->
          passed -> {
            String part = Python.text(passed.required(0, "sub"));
            int n = part.isEmpty() ? Characters.length(text) + 1 : Characters.count(text, part);
            return new Int(n);
          };
      case "join" -> passed -> joined(text, passed.required(0, "iterable"), budget);
      case "isspace" -> _ -> all(text, Characters::isSpace);
      case "isalpha" -> _ -> all(text, Character::isLetter);
      case "isalnum" -> _ -> all(text, Character::isLetterOrDigit);
      case "isdigit", "isdecimal", "isnumeric" -> _ -> all(text, Character::isDigit);
      case "isupper" -> _ -> cased(text, Characters.upper(text));
      case "islower" -> _ -> cased(text, Characters.lower(text));
      case "istitle" -> _ -> cased(text, title(text));
      case "ljust" -> passed -> new Text(text + filling(text, passed, budget));
      case "rjust" -> passed -> new Text(filling(text, passed, budget) + text);
      case "center" -> passed -> new Text(centred(text, passed, budget));
      case "zfill" ->
          passed -> {
            String zeros =
                filling(
                    text,
                    new Arguments(
                        List.of(passed.required(0, "width"), new Text("0")), java.util.Map.of()),
                    budget);
            int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
            return new Text(text.substring(0, sign) + zeros + text.substring(sign));
          };
      case "format" -> passed -> new Text(Braces.format(text, passed, budget));
      default -> null;
    };
  }

  static String strip(String text, Arguments passed, boolean left, boolean right) {
    Value characters = passed.get(0, "chars", None.NONE);
    IntPredicate away = Characters::isSpace;
    if (characters != None.NONE) {
      Set<Integer> set = Python.text(characters).codePoints().boxed().collect(Collectors.toSet());
      away = set::contains;
    }
    String stripped = left ? Characters.stripLeft(text, away) : text;
    return right ? Characters.stripRight(stripped, away) : stripped;
  }

  /// Each word with a capital; a word is what letters stand side by side.
  private static String title(String text) {
    StringBuilder title = new StringBuilder();
    boolean inside = false;
    for (int c : text.codePoints().toArray()) {
      title.appendCodePoint(inside ? Character.toLowerCase(c) : Character.toTitleCase(c));
      inside = Character.isLetter(c);
    }
    return title.toString();
  }

  private static String swapped(String text) {
    StringBuilder swapped = new StringBuilder();
    text.codePoints()
        .forEach(c ->
            swapped.appendCodePoint(
                Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c)));
    return swapped.toString();
  }

  private static boolean any(Arguments passed, java.util.function.Predicate<String> test) {
    Value wanted = passed.required(0, "prefix");
    return wanted instanceof Items several
        ? several.values().stream().map(Python::text).anyMatch(test)
        : test.test(Python.text(wanted));
  }

  private static String separator(Value value) {
    String separator = Python.text(value);
    if (separator.isEmpty()) throw Fault.fails("empty separator");
    return separator;
  }

  private static List<String> split(String text, Arguments passed, boolean fromRight) {
    Value by = passed.get(0, "sep", None.NONE);
    long most = passed.integer(1, "maxsplit", -1);
    if (most < 0) most = Long.MAX_VALUE;
    if (by == None.NONE) return fromRight ? lastWords(text, most) : words(text, most);
    String separator = separator(by);
    List<String> parts = new ArrayList<>();
    if (fromRight && most < Long.MAX_VALUE) {
      String rest = text;
      for (int at; parts.size() < most && (at = Characters.findLast(rest, separator)) >= 0; ) {
        parts.addFirst(rest.substring(at + separator.length()));
        rest = rest.substring(0, at);
        // Each search begins anew at the end of what is left.
        if (parts.size() > 1000) throw Fault.limit(Limit.STEPS, 1000);
      }
      parts.addFirst(rest);
      return parts;
    }
    int from = 0;
    for (int at; parts.size() < most && (at = Characters.find(text, separator, from)) >= 0; ) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static List<String> words(String text, long most) {
    List<String> words = new ArrayList<>();
    String rest = Characters.stripLeft(text, Characters::isSpace);
    int at = text.length() - rest.length();
    while (at < text.length()) {
      int end = at;
      boolean last = words.size() == most;
      while (end < text.length() && (last || !Characters.isSpace(text.charAt(end)))) end++;
      String word = text.substring(at, end);
      words.add(last ? Characters.stripRight(word, Characters::isSpace) : word);
      at = end;
      while (at < text.length() && Characters.isSpace(text.charAt(at))) at++;
    }
    return words;
  }

  private static List<String> lastWords(String text, long most) {
    List<String> words = new ArrayList<>();
    int end = Characters.stripRight(text, Characters::isSpace).length();
    while (end > 0) {
      int at = end;
      boolean last = words.size() == most;
      while (at > 0 && (last || !Characters.isSpace(text.charAt(at - 1)))) at--;
      String word = text.substring(at, end);
      words.add(last ? Characters.stripLeft(word, Characters::isSpace) : word);
      end = at;
      while (end > 0 && Characters.isSpace(text.charAt(end - 1))) end--;
    }
    return words.reversed();
  }

  private static List<String> lines(String text, boolean withEnds) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends =
          c >= '\n' && c <= '\r'
              || c >= 0x1c && c <= 0x1e
              || c == 0x85
              || c == 0x2028
              || c == 0x2029;
      if (!ends) continue;
      int next = c == '\r' && text.startsWith("\n", i + 1) ? i + 2 : i + 1;
      lines.add(text.substring(from, withEnds ? next : i));
      from = next;
      i = next - 1;
    }
    if (from < text.length()) lines.add(text.substring(from));
    return lines;
  }

  private static Value texts(List<String> texts, Budget budget) {
    budget.steps(4L * texts.size());
    return Items.list(texts.stream().<Value>map(Text::new).toList());
  }

  private static Value parts(String text, int at, int length, boolean fromRight) {
    if (at >= 0)
      return Items.tuple(
          new Text(text.substring(0, at)),
          new Text(text.substring(at, at + length)),
          new Text(text.substring(at + length)));
    return fromRight
        ? Items.tuple(Text.EMPTY, Text.EMPTY, new Text(text))
        : Items.tuple(new Text(text), Text.EMPTY, Text.EMPTY);
  }

  /// @param most how many are replaced; all if negative
  static String replaced(String text, String old, String fresh, long most, Budget budget) {
    if (old.isEmpty()) {
      budget.characters((long) fresh.length() * (text.length() + 1));
      return most < 0 ? text.replace("", fresh) : spread(text, fresh, most);
    }
    long times = Characters.count(text, old);
    if (most >= 0) times = Math.min(times, most);
    budget.characters(times * fresh.length());
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    for (long i = 0; i < times; i++) {
      int at = Characters.find(text, old, from);
      replaced.append(text, from, at).append(fresh);
      from = at + old.length();
    }
    return replaced.append(text, from, text.length()).toString();
  }

  /// `fresh` before each of the first characters.
  private static String spread(String text, String fresh, long most) {
    StringBuilder spread = new StringBuilder();
    long done = 0;
    for (int c : text.codePoints().toArray()) {
      if (done++ < most) spread.append(fresh);
      spread.appendCodePoint(c);
    }
    return done < most ? spread.append(fresh).toString() : spread.toString();
  }

  private static Value place(String text, int at) {
    return new Int(at < 0 ? -1 : text.codePointCount(0, at));
  }

  private static Value there(Value place) {
    if (Python.integer(place) < 0) throw Fault.fails("substring not found");
    return place;
  }

  private static Value joined(String by, Value parts, Budget budget) {
    StringBuilder joined = new StringBuilder();
    int i = 0;
    for (Value part : Python.items(parts, budget)) {
      if (!(part instanceof Text text))
        throw Fault.fails(
            "sequence item " + i + ": expected str instance, " + Python.type(part) + " found");
      budget.characters((long) by.length() + text.value().length());
      if (i++ > 0) joined.append(by);
      joined.append(text.value());
    }
    return new Text(joined.toString());
  }

  private static Bool all(String text, IntPredicate test) {
    return Bool.of(!text.isEmpty() && text.codePoints().allMatch(test));
  }

  private static Bool cased(String text, String as) {
    boolean letters = !Characters.upper(text).equals(Characters.lower(text));
    return Bool.of(letters && text.equals(as));
  }

  private static String filling(String text, Arguments passed, Budget budget) {
    long missing = Python.integer(passed.required(0, "width")) - Characters.length(text);
    if (missing > WIDEST) throw Fault.limit(Limit.TEXT, WIDEST);
    return budget.made(fill(passed).repeat((int) Math.max(0, missing)));
  }

  private static String fill(Arguments passed) {
    String fill = Python.text(passed.get(1, "fillchar", new Text(" ")));
    if (Characters.length(fill) != 1)
      throw Fault.fails("The fill character must be exactly one character long");
    return fill;
  }

  /// As Python divides an odd number of fill characters.
  static String centred(String text, Arguments passed, Budget budget) {
    int missing = Characters.length(filling(text, passed, budget));
    long width = Python.integer(passed.required(0, "width"));
    int left = missing / 2 + (missing & (int) width & 1);
    return fill(passed).repeat(left) + text + fill(passed).repeat(missing - left);
  }
}
