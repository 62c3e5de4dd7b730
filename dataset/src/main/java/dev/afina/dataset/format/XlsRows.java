package dev.afina.dataset.format;

import dev.afina.dataset.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Sheet;
import org.jspecify.annotations.Nullable;

/// A sheet of Excel's old format. It cannot be read as a stream, and cannot be large.
final class XlsRows implements SheetRows {

  /// The format ends at 65,536 rows; a larger file is none.
  private static final int BYTES = 64 << 20;

  private final HSSFWorkbook workbook;
  private final Iterator<org.apache.poi.ss.usermodel.Row> rows;
  private final Merged merged;
  private int columns;

  private XlsRows(HSSFWorkbook workbook, Sheet sheet) {
    this.workbook = workbook;
    this.rows = sheet.rowIterator();
    this.merged = new Merged(sheet.getMergedRegions());
  }

  static SheetRows open(Source source, @Nullable String name) throws IOException {
    byte[] bytes;
    try (InputStream in = source.open()) {
      bytes = in.readNBytes(BYTES + 1);
    }
    if (bytes.length > BYTES) throw new IOException("larger than " + BYTES + " bytes");
    HSSFWorkbook workbook = new HSSFWorkbook(new java.io.ByteArrayInputStream(bytes));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
      Sheet sheet = workbook.getSheetAt(i);
      names.add(sheet.getSheetName());
      boolean wanted =
          name == null ? sheet.getPhysicalNumberOfRows() > 0 : name.equals(sheet.getSheetName());
      if (wanted) return new XlsRows(workbook, sheet);
    }
    throw SheetRows.unknown(source, name, names);
  }

  @Override
  public @Nullable Row next() {
    while (rows.hasNext()) {
      org.apache.poi.ss.usermodel.Row row = rows.next();
      if (columns == 0) columns = Math.max(0, row.getLastCellNum());
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < columns; i++) cells.add(text(row.getCell(i)));
      merged.fill(row.getRowNum(), cells);
      if (cells.stream().anyMatch(cell -> !cell.isBlank()))
        return new Row.Fields(row.getRowNum() + 1, cells);
    }
    return null;
  }

  private static String text(@Nullable Cell cell) {
    if (cell == null) return "";
    CellType type =
        cell.getCellType() == CellType.FORMULA
            ? cell.getCachedFormulaResultType()
            : cell.getCellType();
    return switch (type) {
      case STRING -> cell.getStringCellValue();
      case NUMERIC ->
          CellText.number(cell.getNumericCellValue(), DateUtil.isCellDateFormatted(cell), false);
      case BOOLEAN -> Boolean.toString(cell.getBooleanCellValue());
      case BLANK, ERROR, FORMULA, _NONE -> "";
    };
  }

  @Override
  public void close() {
    try {
      workbook.close();
    } catch (IOException e) {
      throw new IllegalStateException("a workbook in memory is closed", e);
    }
  }
}
