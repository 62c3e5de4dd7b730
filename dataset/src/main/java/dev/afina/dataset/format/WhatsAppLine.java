package dev.afina.dataset.format;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The lines of a WhatsApp export: `[12/3/24, 10:15:02] Ana: Hola` from an iPhone, `12/3/24, 10:15
/// - Ana: Hola` from Android; dates and clocks as the phone's language writes them.
final class WhatsAppLine {
  private WhatsAppLine() {}

  private static final String DATE = "(\\d{1,4})[/.\\-](\\d{1,2})[/.\\-](\\d{1,4})";

  private static final String TIME =
      "(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2}))?[ \\u00a0\\u202f]?([aApP]\\.?[ \\u00a0\\u202f]?[mM]\\.?)?";

  static final Pattern BEGIN =
      Pattern.compile(
          "^[\\u200e\\u200f\\ufeff]*(?:\\["
              + DATE
              + ",? "
              + TIME
              + "\\] |"
              + DATE
              + ",? "
              + TIME
              + " - )");

  /// A name has no more letters than this; a system line may have a colon far behind.
  private static final int NAME = 60;

  /// What begins with a date.
  ///
  /// @param author `null` for a notice of the system
  record Said(int line, int[] date, int[] clock, @Nullable String author, String text) {

    /// `null` if there is no such day.
    @Nullable LocalDateTime time(boolean dayFirst) {
      boolean yearFirst = date[0] > 31;
      int year = yearFirst ? date[0] : date[2];
      int month = yearFirst ? date[1] : dayFirst ? date[1] : date[0];
      int day = yearFirst ? date[2] : dayFirst ? date[0] : date[1];
      try {
        return LocalDateTime.of(
            year < 100 ? 2000 + year : year, month, day, clock[0], clock[1], clock[2]);
      } catch (DateTimeException e) {
        return null;
      }
    }
  }

  static @Nullable Said parse(String line, int number) {
    Matcher begin = BEGIN.matcher(line);
    if (!begin.find()) return null;
    int first = begin.group(1) == null ? 8 : 1;
    int[] date = {number(begin, first), number(begin, first + 1), number(begin, first + 2)};
    int hour = number(begin, first + 3);
    String half = begin.group(first + 6);
    boolean afternoon = half != null && half.toLowerCase(Locale.ROOT).startsWith("p");
    if (half != null) hour = hour % 12 + (afternoon ? 12 : 0);
    int[] clock = {hour, number(begin, first + 4), number(begin, first + 5)};
    String rest = plain(line.substring(begin.end()));
    int colon = rest.indexOf(": ");
    if (colon < 0 && rest.endsWith(":")) colon = rest.length() - 1;
    if (colon < 1 || colon > NAME) return new Said(number, date, clock, null, rest);
    String text = rest.substring(Math.min(rest.length(), colon + 2));
    return new Said(number, date, clock, rest.substring(0, colon).strip(), text);
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /// Without the marks that only say in which direction to write.
  static String plain(String line) {
    return line.replaceAll("[\\u200e\\u200f\\u202a-\\u202e]", "");
  }

  private static final Pattern MEDIA =
      Pattern.compile(
          "(?iu)<?(media omitted|multimedia omitido|archivo omitido|medios omitidos)>?"
              + "|<?(attached|adjunto): [^>]*>?"
              + "|(image|video|audio|sticker|gif|document|contact card|imagen|v[ií]deo|documento"
              + "|tarjeta de contacto) (omitted|omitida|omitido)"
              + "|\\S+\\.(jpg|jpeg|png|webp|mp4|opus|pdf|vcf) \\((file attached|archivo adjunto)\\)"
              + "|(this message was deleted|you deleted this message|se elimin[oó] este mensaje"
              + "|eliminaste este mensaje|este mensaje fue eliminado)\\.?"
              + "|(missed (voice|video) call|llamada perdida|videollamada perdida).*");

  private static final Pattern EDITED =
      Pattern.compile("(?iu) ?<(this message was edited|se edit[oó] este mensaje\\.?)>");

  /// What somebody wrote; empty if it was a picture, or taken back.
  static String meant(String text) {
    String words = EDITED.matcher(text).replaceAll("").strip();
    return MEDIA.matcher(words).matches() ? "" : words;
  }
}
