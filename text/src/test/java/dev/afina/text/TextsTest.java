package dev.afina.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import dev.afina.core.Fact;
import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
  private static final Texts ENGLISH = Texts.in(Locale.ENGLISH);
  private static final Texts SPANISH = Texts.in(Locale.of("es", "ES"));

  @Test
  void aFactIsSaidInTheReadersLanguage() {
    Fact missing = new FileProblem.Missing(Path.of("frases.csv"));
    assertThat(ENGLISH.say(missing)).isEqualTo("frases.csv does not exist.");
    assertThat(SPANISH.say(missing)).isEqualTo("No existe frases.csv.");
  }

  @Test
  void aProblemHasARuleAndAWayOut() {
    Explained full = SPANISH.explain(new FileProblem.DiskFull(Path.of("data/x.json")));
    assertThat(full.sentence()).contains("data/x.json");
    assertThat(full.rule()).isNotBlank();
    assertThat(full.fix()).isNotBlank();
  }

  @Test
  void aReaderOfEnglishOnASpanishMachineIsAnsweredInEnglish() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.of("es", "ES"));
    try {
      ResourceBundle.clearCache();
      assertThat(Texts.in(Locale.ENGLISH).say(new FileProblem.Missing(Path.of("a"))))
          .isEqualTo("a does not exist.");
      assertThat(Texts.in(Locale.GERMANY).locale()).isEqualTo(Locale.ENGLISH);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aPathBelowTheCurrentFolderIsSaidFromThere() {
    Path whole = Path.of("data", "x.csv").toAbsolutePath();
    assertThat(ENGLISH.say(new FileProblem.Missing(whole)))
        .isEqualTo(Path.of("data", "x.csv") + " does not exist.");
  }

  record Told(List<Fact> reasons, int cases, double loss) implements Fact {}

  @Test
  void listsAreJoinedAndFactsInsideFactsAreSaid() {
    Fact missing = new FileProblem.Missing(Path.of("a"));
    Map<String, ?> values =
        Components.of(
            new Told(List.of(missing, missing), 3, 0.25), raw -> Components.readable(raw, ENGLISH));
    assertThat(values.get("reasons")).isEqualTo("a does not exist., a does not exist.");
    assertThat(values.get("cases")).isEqualTo(3);
  }

  @Test
  void aFactWithoutASentenceStillShowsItsValues() {
    assertThat(ENGLISH.say(new Told(List.of(), 3, 0.25))).contains("cases=3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "12",
        "999",
        "1000",
        "2812",
        "9999",
        "9999.9996",
        "10000",
        "28120",
        "1234567",
        "-2812",
        "-28120",
        "0.5",
        "0.8125",
        "0.0005",
        "0.0015",
        "2.0E-4"
      })
  void numbersLookTheSameWithIcuAndWithout(String number) {
    double value = Double.parseDouble(number);
    for (Texts texts : List.of(ENGLISH, SPANISH)) {
      var patterns = new Patterns(texts.locale(), new Numbers(texts.locale()));
      assertThat(patterns.fill("{n}", Map.of("n", value)))
          .isEqualTo(new MessageFormat("{n}", texts.locale()).format(Map.of("n", value)));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.81, 81%, 81_%", "0.005, 0%, 0_%", "0.575, 58%, 58_%", "12.5, '1,250%', '1.250_%'"})
  void sharesLookTheSameWithIcuAndWithout(double share, String english, String spanish) {
    assertThat(ENGLISH.percent(share)).isEqualTo(english);
    assertThat(SPANISH.percent(share)).isEqualTo(spanish.replace('_', '\u00a0'));
    var icu = new MessageFormat("{n, number, percent}", SPANISH.locale());
    assertThat(SPANISH.percent(share)).isEqualTo(icu.format(Map.of("n", share)));
  }

  @Test
  void decimalsHaveTheReadersComma() {
    assertThat(ENGLISH.number(0.8, 2)).isEqualTo("0.80");
    assertThat(SPANISH.number(0.8, 2)).isEqualTo("0,80");
  }

  @Test
  void aPatternMayChooseByNumberAndByTruth() {
    var patterns = new Patterns(ENGLISH.locale(), new Numbers(ENGLISH.locale()));
    String pattern =
        "{n, plural, one {# case} other {# cases}}{best, select, true {, the best} other {}}";
    assertThat(patterns.fill(pattern, Map.of("n", 1, "best", true))).isEqualTo("1 case, the best");
    assertThat(patterns.fill(pattern, Map.of("n", 2, "best", false))).isEqualTo("2 cases");
  }

  @Test
  void theSpaceBeforeAFormatIsNotWritten() {
    var patterns = new Patterns(ENGLISH.locale(), new Numbers(ENGLISH.locale()));
    assertThat(patterns.fill("loss {x, number, 0.00}", Map.of("x", 0.5))).isEqualTo("loss 0.50");
  }

  @Test
  void anApostropheIsAnApostrophe() {
    var patterns = new Patterns(ENGLISH.locale(), new Numbers(ENGLISH.locale()));
    for (String pattern : List.of("it isn't {a}", "it isn''t {a}"))
      assertThat(patterns.fill(pattern, Map.of("a", "x"))).isEqualTo("it isn't x");
  }

  @Test
  void refusalsOfTheCoreAreFacts() {
    Refused refused = FileProblem.reading(Path.of("a"), new IOException("broken"));
    assertThat(ENGLISH.say(refused.facts().getFirst())).contains("broken");
  }
}
