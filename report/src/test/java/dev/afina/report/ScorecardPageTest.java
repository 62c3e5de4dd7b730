package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.SafeFile;
import dev.afina.evaluation.Confusion;
import dev.afina.evaluation.comparing.AnswerSheet;
import dev.afina.evaluation.comparing.Scoring;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScorecardPageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"en", "es"})
  void whatGotWorseStandsBeforeTheNumbers(String language) {
    String html = page(60, 4, Locale.forLanguageTag(language));
    String body = html.substring(html.indexOf("</style>"));
    assertThat(body).doesNotContain("{", "report.").contains("<h1>");
    int place = 0;
    for (String id : List.of("worse", "duels", "kinds", "recognition")) {
      int at = html.indexOf("<section id=\"" + id + "\">");
      assertThat(at).as(id).isGreaterThan(place);
      place = at;
    }
    SafeFile.write(Path.of("target", "pages", "scorecard-" + language + ".html"), html);
  }

  @Test
  void manyIntentsAreAPictureAndAList() {
    String html = page(4500, 150, Locale.ENGLISH);
    assertThat(html)
        .contains("class=\"heat\"", "The largest confusions")
        .doesNotContain("class=\"matrix\"");
    assertThat(html).contains("cases of “intent-", "and ");
    SafeFile.write(Path.of("target", "pages", "scorecard-many.html"), html);
  }

  @Test
  void intentsThatAreTakenForEachOtherBecomeNeighbours() {
    Confusion confusion =
        Confusion.of(
            List.of("a", "b", "c", "d", "e"),
            List.of("a", "a", "a", "b", "d", "d", "c", "e"),
            List.of("d", "d", "d", "b", "a", "e", "c", "e"));
    assertThat(Gathering.of(confusion).subList(0, 3)).isIn(List.of(0, 3, 4), List.of(4, 3, 0));
    assertThat(Gathering.of(confusion)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }

  @Test
  void aHundredThousandAnswersMakeAPageOfThisSizeInSeconds() {
    Dossiers.contestants(folder, 100_000, 150); // the answers are there when the clock starts
    Instant start = Instant.now();
    String html = page(100_000, 150, Locale.ENGLISH);
    Duration took = Duration.between(start, Instant.now());
    System.out.println("100,000 answers of three: " + took.toMillis() + " ms");
    assertThat(took).isLessThan(Duration.ofSeconds(30));
    assertThat(html.length()).isLessThan(1_000_000);
  }

  private String page(int cases, int labels, Locale locale) {
    List<Scoring.Answers> all = Dossiers.contestants(folder, cases, labels);
    List<AnswerSheet> sheets = all.stream().map(AnswerSheet::of).toList();
    return ScorecardPage.html("tienda", Dossiers.card(all), sheets, locale);
  }
}
