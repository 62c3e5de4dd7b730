package dev.afina.dataset.format;

import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.jspecify.annotations.Nullable;

/// The rows of one sheet of a workbook, each with as many fields as the first one; a merged cell's
/// value stands in every row and column it covers.
interface SheetRows {

  /// The next row that is not empty, or `null` after the last.
  @Nullable Row next();

  void close();

  /// @param sheet its name, or `null` for the first one that has rows
  /// @throws Refused if it is no workbook, or has no such sheet
  static SheetRows open(Source source, @Nullable String sheet) {
    try (InputStream in = source.open()) {
      boolean zip = in.read() == 'P' && in.read() == 'K';
      return zip ? XlsxRows.open(source, sheet) : XlsRows.open(source, sheet);
    } catch (Refused e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw broken(source, e);
    }
  }

  /// What a spreadsheet of a million rows of text takes; a bomb takes more.
  static void guard() {
    ZipSecureFile.setMinInflateRatio(0.005);
    ZipSecureFile.setMaxEntrySize(4L << 30);
    ZipSecureFile.setMaxFileCount(2_000);
  }

  static Refused broken(Source source, Exception e) {
    if (e instanceof java.nio.file.NoSuchFileException missing)
      return FileProblem.reading(Path.of(source.name()), missing);
    String reason = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    return new Refused(
        new DatasetProblem.BrokenWorkbook(source.name(), reason.lines().findFirst().orElse("")));
  }

  static Refused unknown(Source source, @Nullable String sheet, List<String> found) {
    return sheet == null
        ? new Refused(new DatasetProblem.NoRows(source.name()))
        : new Refused(new DatasetProblem.UnknownSheet(source.name(), sheet, found));
  }
}
