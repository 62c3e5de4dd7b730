package dev.afina.dataset;

import dev.afina.core.Refused;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How marks become 1 to 5 stars: a table of words, or a range of numbers. Without either, numbers
/// from 1 to 5 and drawn stars are understood.
///
/// @param table marks in lower case to stars
/// @param low the worst number
/// @param high the best number
public record Scale(Map<String, Integer> table, double low, double high) {

  public static final Scale STARS = new Scale(Map.of(), 1, 5);

  public Scale {
    table = Map.copyOf(table);
  }

  /// @param table marks as people write them
  public static Scale of(Map<String, Integer> table) {
    Map<String, Integer> lower = new LinkedHashMap<>();
    table.forEach((mark, stars) -> {
      if (stars < 1 || stars > 5) throw broken(mark + "=" + stars);
      lower.put(key(mark), stars);
    });
    return new Scale(lower, 1, 5);
  }

  private static final Pattern RANGE = Pattern.compile("(-?\\d+)\\s*(?:-|\\.\\.)\\s*(-?\\d+)");

  /// A scale as typed: `Good=4,Bad=1`, or `0-10`.
  ///
  /// @throws Refused if it is neither
  public static Scale parse(String text) {
    Matcher range = RANGE.matcher(text.strip());
    if (range.matches()) {
      double low = Double.parseDouble(range.group(1));
      double high = Double.parseDouble(range.group(2));
      if (low >= high) throw broken(text);
      return new Scale(Map.of(), low, high);
    }
    Map<String, Integer> table = new LinkedHashMap<>();
    for (String entry : text.split("[,;]")) {
      int equals = entry.lastIndexOf('=');
      String stars = equals < 0 ? "" : entry.substring(equals + 1).strip();
      if (equals < 1 || !stars.matches("[1-5]")) throw broken(text);
      table.put(entry.substring(0, equals), Integer.parseInt(stars));
    }
    return of(table);
  }

  /// The stars of a mark; none if the scale does not have it.
  public OptionalInt stars(String mark) {
    Integer known = table.get(key(mark));
    if (known != null) return OptionalInt.of(known);
    long drawn = mark.chars().filter(c -> c == '★' || c == '⭐').count();
    if (drawn >= 1 && drawn <= 5) return OptionalInt.of((int) drawn);
    return number(mark);
  }

  /// `4`, `4.0`, `4,0`, `4/5`, `4 estrellas`.
  private static final Pattern NUMBER =
      Pattern.compile("(-?\\d{1,6}(?:[.,]\\d{1,6})?)(?:\\s*/\\s*\\d+|\\s+(?:stars?|estrellas?))?");

  private OptionalInt number(String mark) {
    Matcher number = NUMBER.matcher(key(mark));
    if (!number.matches() || !table.isEmpty()) return OptionalInt.empty();
    double value = Double.parseDouble(number.group(1).replace(',', '.'));
    if (value < low || value > high) return OptionalInt.empty();
    return OptionalInt.of((int) Math.round(1 + 4 * (value - low) / (high - low)));
  }

  private static String key(String mark) {
    return mark.strip().toLowerCase(Locale.ROOT);
  }

  private static Refused broken(String text) {
    return new Refused(new DatasetProblem.BrokenScale(text));
  }
}
