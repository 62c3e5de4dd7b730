package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.SafeFile;
import dev.afina.evaluation.Basis;
import dev.afina.evaluation.Case;
import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.ChatAnalysis;
import dev.afina.evaluation.Expected;
import dev.afina.evaluation.IntentAnalysis;
import dev.afina.evaluation.IntentResults;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
  private static final Locale SPAIN = Locale.forLanguageTag("es-ES");

  @ParameterizedTest
  @ValueSource(strings = {"en", "es"})
  void bothKindsAreWholeInBothLanguages(String language) {
    Locale locale = Locale.forLanguageTag(language);
    for (String html : List.of(shop(locale), restaurant(locale))) {
      assertThat(html).startsWith("<!doctype html>").contains("<html lang=\"" + language + "\">");
      for (String id : List.of("todo", "kinds", "training", "made"))
        assertThat(html).contains("<section id=\"" + id + "\">");
      String body = html.substring(html.indexOf("</style>"));
      // A missing sentence would show its key, an unfilled one its braces.
      assertThat(body).doesNotContain("[", "{", "report.").contains("<h1>");
    }
    keep("tienda-" + language, shop(locale));
    keep("restaurante-" + language, restaurant(locale));
  }

  @Test
  void nothingIsFetchedAndNoScriptRuns() {
    for (String html : List.of(shop(SPAIN), restaurant(SPAIN)))
      assertThat(html.toLowerCase(Locale.ROOT))
          .doesNotContain("<script", "<link", "<img", "http:", "https:", "url(", "@import");
  }

  @Test
  void aSentenceNeverBecomesMarkup() {
    String evil = "<script>alert('x')</script> & \"más\"";
    Map<String, Expected> truth = new HashMap<>(Map.of(evil, Expected.of("queja")));
    IntentResults results =
        Samples.shop(
            List.of(Case.of(evil, "queja", CaseKind.NEW)), truth, new Basis(false, false, 36, 12));
    String html =
        Report.html(
            results,
            IntentAnalysis.of(results),
            Samples.making("<b>tienda</b>", "./afina run \"<x>\""),
            SPAIN);
    assertThat(html)
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;más&quot;")
        .contains("&lt;b&gt;tienda&lt;/b&gt;")
        .doesNotContain("<script", "<b>tienda");
  }

  @Test
  void numbersAreInTheReadersWriting() {
    assertThat(shop(SPAIN)).contains("28.120").contains("0,31").contains("25\u00a0%");
    assertThat(shop(Locale.ENGLISH)).contains("28,120").contains("0.31").contains("25%");
  }

  @Test
  void eachNumberOfTheMatrixLeadsToItsSentences() {
    String html = shop(SPAIN);
    var links = Pattern.compile("href=\"#(cell-\\d-\\d)\"").matcher(html);
    int found = 0;
    while (links.find()) {
      found++;
      assertThat(html).contains("id=\"" + links.group(1) + "\"");
    }
    assertThat(found).isGreaterThan(5);
  }

  @Test
  void whatMakesTheNumbersDoubtfulStandsBeforeThem() {
    Case one = Case.of("¿Tenéis bolsas?", "consulta", CaseKind.NEW);
    IntentResults doubtful =
        Samples.shop(List.of(one), new HashMap<>(), new Basis(true, true, 36, 12));
    String html =
        Report.html(doubtful, IntentAnalysis.of(doubtful), Samples.making("t", "./afina"), SPAIN);
    assertThat(html.split("class=\"warning\"", -1)).hasSize(3);
    assertThat(html.indexOf("class=\"warning\"")).isLessThan(html.indexOf("class=\"dots\""));
    assertThat(html).contains("<em>provisional</em>");
  }

  @Test
  void theSameResultsGiveTheSamePage() {
    assertThat(shop(SPAIN)).isEqualTo(shop(SPAIN));
  }

  private static String shop(Locale locale) {
    IntentResults results = Samples.shop();
    return Report.html(
        results,
        IntentAnalysis.of(results),
        Samples.making("tienda-intenciones", "./afina run examples/tienda-intenciones --lang es"),
        locale);
  }

  private static String restaurant(Locale locale) {
    var results = Samples.restaurant();
    return Report.html(
        results,
        ChatAnalysis.of(results),
        Samples.making("restaurante-faq", "./afina run examples/restaurante-faq --lang es"),
        locale);
  }

  /// Left under `target/` to be looked at in a browser.
  private static void keep(String name, String html) {
    SafeFile.write(Path.of("target", "pages", name + ".html"), html);
  }
}
