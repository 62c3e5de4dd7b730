package dev.afina.dataset.personal;

import dev.afina.dataset.text.Letters;
import dev.afina.dataset.text.Openings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names of people: where somebody gives one («me llamo Ana», «Sr. Pérez»), and usual first names
/// that are followed by another capitalised word. A usual name alone («Rosa», «Pilar», «Will») is
/// too often something else.
final class Names {
  private Names() {}

  private static final String WORD = "\\p{Lu}[\\p{L}'’-]{1,30}";
  private static final String FULL =
      WORD + "(?:\\s+(?:(?:de|del|la|los|y|van|von)\\s+){0,2}" + WORD + "){0,3}";

  private static final Openings GIVEN =
      new Openings(
          "me ,mi ,soy,ate,my ,i a,i'm,i’m,fir,le ,a n,tit,sr,don,doñ,d.,dñ,mr,ms,señ",
          "(?<![\\p{L}])(?:(?i:me llamo|mi nombre es|soy|atentamente,?|my name is|i am|i['’]m"
              + "|firmado:?|le atiende|a nombre de|titular:?)\\s+(?:(?i:don|doña)\\s+)?"
              + "|(?:Sr\\.?|Sra\\.?|Srta\\.?|Don|Doña|D\\.|Dña\\.|Mr\\.?|Mrs\\.?|Ms\\.?|señor|señora)\\s+)("
              + FULL
              + ")");

  /// «soy» and "I'm" are said before much else: then the first word must be a usual name.
  private static final Pattern WEAK = Pattern.compile("(?i)(soy|i am|i['’]m)\\s+");

  private static final Pattern PAIR = Pattern.compile("(" + WORD + ")\\s+(" + FULL + ")");

  private static final Set<String> FIRST = read("first-names.txt");

  /// Capitalised words that are no names, where a name could stand: «Soy Cliente».
  private static final Set<String> NOT = read("no-names.txt");

  static List<PersonalData.Found> in(String text) {
    List<PersonalData.Found> found = new ArrayList<>();
    GIVEN.each(
        text,
        given -> {
          boolean weak = WEAK.matcher(text).region(given.start(), given.start(1)).matches();
          String first = word(given.group(1));
          if (weak ? FIRST.contains(first) : !NOT.contains(first))
            found.add(new PersonalData.Found(PersonalKind.NAME, given.start(1), given.end(1)));
        });
    usual(text, found);
    return found;
  }

  /// Usual first names with another name behind them.
  private static void usual(String text, List<PersonalData.Found> found) {
    for (int from = 0; from < text.length(); from++) {
      if (!Letters.isCapital(text.charAt(from))) continue;
      if (from > 0 && isOfWord(text.charAt(from - 1))) continue;
      int to = from + 1;
      while (to < text.length() && isOfWord(text.charAt(to))) to++;
      if (to == from + 1 || !FIRST.contains(text.substring(from, to))) continue;
      Matcher pair = PAIR.matcher(text).region(from, text.length());
      if (!pair.lookingAt() || NOT.contains(word(pair.group(2)))) continue;
      found.add(new PersonalData.Found(PersonalKind.NAME, from, pair.end()));
      from = pair.end();
    }
  }

  private static boolean isOfWord(char c) {
    return Letters.is(c) || c == '-' || c == '\'' || c == '’';
  }

  private static String word(String name) {
    return name.split("\\s", 2)[0];
  }

  private static Set<String> read(String resource) {
    Set<String> words = new HashSet<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Names.class.getResourceAsStream(resource), resource),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> words.addAll(List.of(line.split(" "))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }
}
