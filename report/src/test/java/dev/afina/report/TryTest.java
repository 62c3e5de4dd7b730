package dev.afina.report;
import java.nio.file.*;
import java.util.*;
import dev.afina.text.Texts;
import dev.afina.evaluation.*;
import org.junit.jupiter.api.Test;
class TryTest {
  @Test void tries() throws Exception {
    var results = Samples.shop();
    Texts texts = Texts.in(Locale.forLanguageTag("es-ES"));
    Page page = new Page(texts);
    Making making = Samples.making("tienda-intenciones", "./afina run examples/tienda-intenciones --lang es");
    Html doc = page.document("tienda", "paper.css", new MakingPart(making, texts).training(page), new MakingPart(making, texts).madeOf(page),
      page.section("x", "Señales y ñandúes ✓ ✗ − → «¿?»", page.kinds(results.kinds()).draw(texts)));
    long t=System.nanoTime();
    byte[] pdf = Pdf.of(doc, Map.of("share", new int[]{260,26}, "axis", new int[]{260,34}, "losses", new int[]{480,200}), 7);
    System.out.println((System.nanoTime()-t)/1e6+" ms "+pdf.length);
    byte[] again = Pdf.of(doc, Map.of("share", new int[]{260,26}, "axis", new int[]{260,34}, "losses", new int[]{480,200}), 7);
    System.out.println(Arrays.equals(pdf, again));
    Files.write(Path.of("target/try.pdf"), pdf);
    Files.write(Path.of("target/try2.pdf"), again);
  }
}
