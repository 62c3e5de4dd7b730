package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.SafeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectReportTest {
  private static final List<String> OF_EVERY_PROJECT =
      List.of(
          "case", "data", "training", "results", "examples", "errors", "next", "lessons", "repeat");
  private static final List<String> OF_MEASURED_ONES =
      List.of("comparison", "crossvalidation", "growth", "business", "checklist");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"en", "es"})
  void theStoryOfBothKindsIsWholeInBothLanguages(String language) throws IOException {
    Locale locale = Locale.forLanguageTag(language);
    String shop = ProjectReport.html(Dossiers.shop(folder), locale);
    String restaurant = ProjectReport.html(Dossiers.restaurant(), locale);
    for (String id : OF_EVERY_PROJECT)
      assertThat(List.of(shop, restaurant))
          .allMatch(html -> html.contains("<section id=\"" + id + "\">"));
    for (String id : OF_MEASURED_ONES) {
      assertThat(shop).contains("<section id=\"" + id + "\">", "href=\"#" + id + "\"");
      assertThat(restaurant).doesNotContain("<section id=\"" + id + "\">");
    }
    for (String html : List.of(shop, restaurant)) {
      String body = html.substring(html.indexOf("</style>"));
      // A missing sentence would show its key, an unfilled one its braces, a rule its code.
      assertThat(body)
          .doesNotContain("{", "report.", "Lesson.", "Point[", "almost_repeated")
          .contains("<h1>");
    }
    keep("project-tienda-" + language, shop, ProjectReport.pdf(Dossiers.shop(folder), locale));
    keep(
        "project-restaurante-" + language,
        restaurant,
        ProjectReport.pdf(Dossiers.restaurant(), locale));
  }

  @Test
  void onPaperEveryChapterIsThereWithItsAccentsAndItsOwnFonts() throws IOException {
    Locale spain = Locale.forLanguageTag("es-ES");
    try (PDDocument pdf = Loader.loadPDF(ProjectReport.pdf(Dossiers.shop(folder), spain))) {
      assertThat(pdf.getNumberOfPages()).isBetween(8, 20);
      String text = new PDFTextStripper().getText(pdf);
      assertThat(text)
          .contains(
              "1. El caso", "2. Los datos", "3. Cómo se entrenó", "Qué aportarían más ejemplos")
          .contains("Lista de comprobación", "Lecciones", "¿Y si no me vale?", "pérdida", "✓")
          .contains("2 / " + pdf.getNumberOfPages());
      for (PDPage page : pdf.getPages())
        for (COSName name : page.getResources().getFontNames()) {
          PDFont font = page.getResources().getFont(name);
          assertThat(font.isEmbedded()).as(font.getName()).isTrue();
        }
    }
  }

  @Test
  void aWordWithoutAnEndStaysInItsColumn() throws IOException {
    try (PDDocument pdf =
        Loader.loadPDF(ProjectReport.pdf(Dossiers.restaurant(), Locale.ENGLISH))) {
      // Half a page is some fifty letters wide; a broken word is told in several lines.
      assertThat(new PDFTextStripper().getText(pdf))
          .contains(Samples.STUCK.substring(0, 20))
          .doesNotContain(Samples.STUCK.substring(0, 60));
    }
  }

  @Test
  void theSameDossierGivesTheSameBytes() {
    Locale spain = Locale.forLanguageTag("es-ES");
    assertThat(ProjectReport.pdf(Dossiers.restaurant(), spain))
        .isEqualTo(ProjectReport.pdf(Dossiers.restaurant(), spain));
  }

  @Test
  void whatAPersonWroteNeverBecomesMarkup() {
    String html = ProjectReport.html(Dossiers.shop(folder), Locale.ENGLISH);
    assertThat(html)
        .contains("<li>quejas</li>", "&lt;b&gt;preguntas&lt;/b&gt;")
        .doesNotContain("<b>preguntas");
  }

  @Test
  void headingsStepDownOneByOneAndEveryPictureHasWords() {
    for (String html :
        List.of(
            ProjectReport.html(Dossiers.shop(folder), Locale.ENGLISH),
            ProjectReport.html(Dossiers.restaurant(), Locale.ENGLISH))) {
      int before = 0;
      var headings = Pattern.compile("<h(\\d)").matcher(html);
      while (headings.find()) {
        int level = Integer.parseInt(headings.group(1));
        assertThat(level).isLessThanOrEqualTo(before + 1);
        before = level;
      }
      // A picture speaks for itself, or the table around it does; the inner ones belong to another.
      for (String svg : html.split("<svg ", -1))
        if (svg.startsWith("class"))
          assertThat(svg.substring(0, svg.indexOf('>')))
              .containsAnyOf("role=\"img\" aria-label=\"", "aria-hidden=\"true\"");
    }
  }

  /// Left under `target/` to be looked at.
  private static void keep(String name, String html, byte[] pdf) throws IOException {
    Path pages = Path.of("target", "pages");
    SafeFile.write(pages.resolve(name + ".html"), html);
    Files.write(pages.resolve(name + ".pdf"), pdf);
  }
}
