package dev.afina.report;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FSFontUseCase;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.w3c.dom.Document;

/// A page as PDF: fonts embedded, pages numbered. The same page gives the same bytes.
final class Pdf {
  private Pdf() {}

  /// @param numbering what makes equal pages equal files and others others
  static byte[] of(Html page, Map<String, Dom.Frame> frames, long numbering) {
    XRLog.setLoggingEnabled(false);
    Fonts.introduce();
    Document document = new Dom(Css.read("picture.css"), frames).of(page);
    PdfRendererBuilder builder = new PdfRendererBuilder();
    font(builder, "Condensed", "afina", 400, FontStyle.NORMAL);
    font(builder, "Condensed-Bold", "afina", 700, FontStyle.NORMAL);
    font(builder, "Condensed-Oblique", "afina", 400, FontStyle.ITALIC);
    font(builder, "Mono", "afina-code", 400, FontStyle.NORMAL);
    builder.useSVGDrawer(new BatikSVGDrawer());
    builder.withW3cDocument(document, null);
    builder.toStream(new ByteArrayOutputStream());
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
      renderer.layout();
      renderer.createPDFWithoutClosing();
      return saved(renderer.getPdfDocument(), numbering);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] saved(PDDocument pdf, long numbering) throws IOException {
    GregorianCalendar always = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC));
    always.setTimeInMillis(Instant.EPOCH.toEpochMilli());
    pdf.getDocumentInformation().setCreationDate(always);
    pdf.setDocumentId(numbering);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    pdf.save(bytes);
    return bytes.toByteArray();
  }

  private static void font(
      PdfRendererBuilder builder, String name, String family, int weight, FontStyle style) {
    builder.useFont(
        () -> Fonts.open(name),
        family,
        weight,
        style,
        true,
        EnumSet.of(FSFontUseCase.DOCUMENT, FSFontUseCase.SVG));
  }
}
