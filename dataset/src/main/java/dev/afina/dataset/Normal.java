package dev.afina.dataset;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// The form in which sentences are compared: case, accents, punctuation and spaces do not count.
/// Digits do, because «talla 38» and «talla 40» are two sentences.
public final class Normal {
  private Normal() {}

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN = Pattern.compile("[\\p{P}\\s]+");

  public static String of(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    String words = BETWEEN.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    return words.isEmpty() ? text.strip() : words;
  }
}
