package dev.afina.tokenizer.jinja;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// C's way to write a time, in English.
final class Strftime {
  private Strftime() {}

  private static final int LONGEST = 1000;

  static String format(String format, LocalDateTime time) {
    if (format.length() > LONGEST) throw Fault.limit(Limit.TEXT, LONGEST);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        text.append(c);
        continue;
      }
      boolean unpadded = format.charAt(i + 1) == '-' && i + 2 < format.length();
      i += unpadded ? 2 : 1;
      String part = part(format.charAt(i), time);
      text.append(unpadded ? part.replaceFirst("^[0 ]+(?=.)", "") : part);
    }
    return text.toString();
  }

  private static String part(char letter, LocalDateTime time) {
    String pattern =
        switch (letter) {
          case 'd' -> "dd";
          case 'e' -> "ppd";
          case 'm' -> "MM";
          case 'b', 'h' -> "MMM";
          case 'B' -> "MMMM";
          case 'y' -> "yy";
          case 'Y' -> "yyyy";
          case 'a' -> "EEE";
          case 'A' -> "EEEE";
          case 'j' -> "DDD";
          case 'H' -> "HH";
          case 'I' -> "hh";
          case 'M' -> "mm";
          case 'S' -> "ss";
          case 'f' -> "SSSSSS";
          case 'p' -> "a";
          case 'F' -> "yyyy-MM-dd";
          case 'T' -> "HH:mm:ss";
          case 'R' -> "HH:mm";
          case 'D', 'x' -> "MM/dd/yy";
          case 'X' -> "HH:mm:ss";
          case 'c' -> "EEE MMM ppd HH:mm:ss yyyy";
          case 'u' -> "e";
          case 'n' -> "'\n'";
          case 't' -> "'\t'";
          case 'z', 'Z' -> "";
          case '%' -> "'%'";
          default -> throw Fault.fails("strftime: %" + letter);
        };
    return pattern.isEmpty()
        ? ""
        : time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
  }
}
