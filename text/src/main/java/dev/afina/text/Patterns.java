package dev.afina.text;

import com.ibm.icu.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Fills ICU patterns. Those that only name their arguments, most of them, are filled in here: a
/// program that ends after a second should not spend a part of it loading ICU.
final class Patterns {
  private static final Pattern NAMED = Pattern.compile("\\{(\\w+)}");

  /// ICU takes the space in `{loss, number, 0.00}` for a part of the number.
  private static final Pattern SPACED = Pattern.compile("number,\\s+");

  private final Locale locale;
  private final Numbers numbers;

  Patterns(Locale locale, Numbers numbers) {
    this.locale = locale;
    this.numbers = numbers;
  }

  String fill(String pattern, Map<String, @Nullable Object> values) {
    return isSimple(pattern)
        ? simple(pattern, values)
        : new MessageFormat(SPACED.matcher(pattern).replaceAll("number,"), locale).format(values);
  }

  /// No formats and no quoting: an apostrophe quotes only before a brace, and two make one.
  private static boolean isSimple(String pattern) {
    return !pattern.contains("''")
        && !pattern.contains("'{")
        && !pattern.contains("'}")
        && NAMED.matcher(pattern).replaceAll("").indexOf('{') < 0;
  }

  private String simple(String pattern, Map<String, @Nullable Object> values) {
    return NAMED
        .matcher(pattern)
        .replaceAll(match -> {
          String name = match.group(1);
          return Matcher.quoteReplacement(
              values.containsKey(name) ? plain(values.get(name)) : match.group());
        });
  }

  String plain(@Nullable Object value) {
    if (value == null) return "";
    return value instanceof Number number ? numbers.plain(number) : value.toString();
  }
}
