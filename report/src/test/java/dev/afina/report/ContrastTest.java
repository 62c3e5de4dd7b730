package dev.afina.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Words can be read on what they stand on, light, dark and printed: at least 4.5 to 1, as [WCAG
/// 2.2](https://www.w3.org/TR/WCAG22/#contrast-minimum) asks for text.
class ContrastTest {

  @Test
  void everyColourOfWordsCanBeReadOnPaperAndPanel() {
    List<Map<String, String>> themes =
        Pattern.compile(":root \\{(.*?)}", Pattern.DOTALL)
            .matcher(Css.read("report.css"))
            .results()
            .map(theme -> colours(theme.group(1)))
            .toList();
    assertThat(themes).hasSize(3);
    for (Map<String, String> theme : themes) {
      for (String words : List.of("ink", "soft", "model", "wrong"))
        for (String ground : List.of("paper", "panel"))
          assertThat(contrast(theme, words, ground))
              .as(words + " on " + ground + " " + theme)
              .isGreaterThanOrEqualTo(4.5);
      assertThat(contrast(theme, "other", "paper")).isGreaterThanOrEqualTo(4.5);
      assertThat(contrast(theme, "warn-ink", "warn")).isGreaterThanOrEqualTo(4.5);
    }
  }

  private static Map<String, String> colours(String theme) {
    return Pattern.compile("--([\\w-]+):\\s*(#\\w+)")
        .matcher(theme)
        .results()
        .collect(Collectors.toMap((MatchResult one) -> one.group(1), one -> one.group(2)));
  }

  private static double contrast(Map<String, String> theme, String one, String other) {
    double a = luminance(requireNonNull(theme.get(one)));
    double b = luminance(requireNonNull(theme.get(other)));
    return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  }

  private static double luminance(String colour) {
    String hex = colour.substring(1);
    if (hex.length() == 3) hex = hex.replaceAll("(.)", "$1$1");
    double[] weights = {.2126, .7152, .0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double part = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16) / 255.0;
      sum += weights[i] * (part <= .04045 ? part / 12.92 : Math.pow((part + .055) / 1.055, 2.4));
    }
    return sum;
  }
}
