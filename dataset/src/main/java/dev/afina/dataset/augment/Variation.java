package dev.afina.dataset.augment;

import dev.afina.dataset.Normal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One way to say a Spanish question differently. The meaning stays; each is a rule, not a guess.
public enum Variation {
  /// A word for another that means the same in a shop.
  SYNONYM {
    @Override
    String of(String text, Random random) {
      return replaced(text, Words.SYNONYMS, random, 2);
    }
  },
  /// «tú» for «usted», or the other way round.
  REGISTER {
    @Override
    String of(String text, Random random) {
      boolean usted = Words.has(text, Words.TO_TU);
      return replaced(text, usted ? Words.TO_TU : Words.TO_USTED, random, Integer.MAX_VALUE);
    }
  },
  /// Slips of a Spanish keyboard: one for every fifteen letters.
  TYPO {
    @Override
    String of(String text, Random random) {
      String slipped = text;
      for (int n = Math.max(1, text.length() / 15); n > 0; n--) slipped = slip(slipped, random);
      return slipped;
    }
  },
  /// A greeting or a thank-you more, or less.
  LENGTH {
    @Override
    String of(String text, Random random) {
      Matcher greeting = Words.GREETING.matcher(text);
      if (greeting.find()) return Words.capital(text.substring(greeting.end()));
      String opening = Words.OPENINGS.get(random.nextInt(Words.OPENINGS.size()));
      return opening + text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
  },
  /// As people type on a telephone: no accents, no capitals, no marks.
  NOISE {
    @Override
    String of(String text, Random random) {
      String plain = Normal.withoutAccents(text.toLowerCase(Locale.ROOT));
      return plain.replaceAll("[¿¡]", "").replaceAll("[.!]+$", "");
    }
  };

  /// The text said differently; the same if the rule finds nothing to do.
  abstract String of(String text, Random random);

  /// The word in files and on the command line.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String replaced(String text, Map<String, String> words, Random random, int most) {
    List<String> present = new ArrayList<>();
    words
        .keySet()
        .forEach(word -> {
          if (Words.whole(word).matcher(text).find()) present.add(word);
        });
    String said = text;
    for (int n = 0; n < most && !present.isEmpty(); n++) {
      String word = present.remove(random.nextInt(present.size()));
      Matcher matcher = Words.whole(word).matcher(said);
      said =
          matcher.replaceAll(found -> {
            String with = words.getOrDefault(word, word);
            boolean capital = Character.isUpperCase(found.group().charAt(0));
            return Matcher.quoteReplacement(capital ? Words.capital(with) : with);
          });
    }
    return said;
  }

  private static final Pattern LETTERS = Pattern.compile("\\p{L}{3,}");

  /// One slip in one word: a neighbouring key, a letter dropped, doubled or swapped.
  private static String slip(String text, Random random) {
    List<int[]> words = new ArrayList<>();
    Matcher matcher = LETTERS.matcher(text);
    while (matcher.find()) words.add(new int[] {matcher.start(), matcher.end()});
    if (words.isEmpty()) return text;
    int[] word = words.get(random.nextInt(words.size()));
    int at = word[0] + 1 + random.nextInt(word[1] - word[0] - 1);
    char c = text.charAt(at);
    String middle =
        switch (random.nextInt(4)) {
          case 0 -> {
            String keys = Words.KEYS.getOrDefault(Character.toLowerCase(c), "" + c);
            yield String.valueOf(keys.charAt(random.nextInt(keys.length())));
          }
          case 1 -> "";
          case 2 -> "" + c + c;
          default -> {
            yield "" + c; // swapped with the letter before it, below
          }
        };
    if (middle.equals("" + c))
      return text.substring(0, at - 1) + c + text.charAt(at - 1) + text.substring(at + 1);
    return text.substring(0, at) + middle + text.substring(at + 1);
  }
}
