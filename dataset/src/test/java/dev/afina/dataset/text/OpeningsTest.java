package dev.afina.dataset.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OpeningsTest {
  private static final String PATTERN =
      "(?iu)(?<!\\p{L})(?:don|doña|d\\.|c/)\\s+(\\p{L}+)|(?<!\\p{L})---x";
  private static final Openings OPENINGS = new Openings("don,doñ,d.,c/,---", PATTERN);

  private static final String[] PARTS = {
    "don", "Don", "DOÑA", "doña", "d.", "c/", "---x", "--", "x", "donde", " ", "  ", "\n", "ana",
    "Ñu", "1", "-", "’", "😀"
  };

  /// The pattern's own way through a text, from left to right.
  @Test
  void findsWhatThePatternFindsByItself() {
    Random chance = new Random(11);
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = chance.nextInt(12); n > 0; n--) text.append(PARTS[chance.nextInt(PARTS.length)]);
      List<String> expected = new ArrayList<>();
      Matcher matcher = Pattern.compile(PATTERN).matcher(text);
      while (matcher.find()) expected.add(matcher.start() + matcher.group());
      List<String> seen = new ArrayList<>();
      OPENINGS.each(text.toString(), match -> seen.add(match.start() + match.group()));
      assertThat(seen).as(text.toString()).isEqualTo(expected);
      assertThat(OPENINGS.first(text.toString()).isPresent()).isEqualTo(!expected.isEmpty());
      found += seen.size();
    }
    assertThat(found).isGreaterThan(4_000);
  }
}
