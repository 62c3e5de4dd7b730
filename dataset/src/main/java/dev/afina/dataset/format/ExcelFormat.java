package dev.afina.dataset.format;

import dev.afina.core.Conversation;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Part;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/// A table in a spreadsheet: `.xlsx` as a stream, `.xls` (at most 65,536 rows) as a whole. Written
/// is `.xlsx`, a row for each message.
public record ExcelFormat(ImportOptions options) implements ConversationFormat.Writable {

  @Override
  public String word() {
    return "excel";
  }

  @Override
  public Stream<Reading> read(Source source) {
    SheetRows rows = SheetRows.open(source, options.table().sheet());
    try {
      TableConversations table = new TableConversations(source.name(), rows::next, options);
      return Pulled.stream(table::next, rows::close);
    } catch (RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  @Override
  public Set<Part> carries() {
    return TableRows.CARRIED;
  }

  @Override
  public Writer to(OutputStream out) {
    return new ExcelWriter(out);
  }

  private static final class ExcelWriter implements Writer {
    /// What one cell can hold.
    private static final int CELL = 32_767;

    private final OutputStream out;
    private final SXSSFWorkbook workbook = new SXSSFWorkbook(100);
    private final Sheet sheet = workbook.createSheet("conversations");
    private final TableRows rows = new TableRows();
    private int next;

    ExcelWriter(OutputStream out) {
      this.out = out;
      write(TableRows.HEADER);
    }

    @Override
    public boolean write(Conversation conversation) {
      List<List<String>> made = rows.of(conversation);
      boolean fits =
          made.stream().flatMap(List::stream).allMatch(cell -> cell.length() <= CELL)
              && next + made.size() < (1 << 20);
      if (fits) made.forEach(this::write);
      return fits;
    }

    private void write(List<String> cells) {
      Row row = sheet.createRow(next++);
      for (int i = 0; i < cells.size(); i++) row.createCell(i).setCellValue(cells.get(i));
    }

    @Override
    public List<DatasetProblem> told() {
      return rows.told();
    }

    @Override
    public void close() throws IOException {
      workbook.write(out);
      workbook.close();
      out.flush();
    }
  }
}
