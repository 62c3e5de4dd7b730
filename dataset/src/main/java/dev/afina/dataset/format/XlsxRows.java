package dev.afina.dataset.format;

import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.jspecify.annotations.Nullable;

/// A sheet of an `.xlsx` workbook, one row in memory at a time. Texts that cells share lie in a
/// table of their own, which must be in memory: a workbook with more of it than [#SHARED] is
/// refused.
final class XlsxRows implements SheetRows {

  /// Columns a table of conversations may have.
  private static final int COLUMNS = 200;

  private final String file;
  private final Path copy;
  private final OPCPackage workbook;
  private final List<String> shared;
  private final StylesTable styles;
  private final InputStream in;
  private final XMLStreamReader xml;
  private final Merged merged;
  private int columns;
  private int row;
  private boolean done;

  private XlsxRows(String file, Path copy, OPCPackage workbook, XSSFReader reader, Part part)
      throws IOException, OpenXML4JException, XMLStreamException {
    this.file = file;
    this.copy = copy;
    this.workbook = workbook;
    this.shared = SharedTexts.of(workbook);
    this.styles = reader.getStylesTable();
    this.merged = new Merged(part.merged());
    this.in = part.open(reader);
    this.xml = Xml.reader(in);
  }

  /// A sheet, found in a first look at the workbook: merged cells are listed behind the rows.
  private record Part(int index, List<CellRangeAddress> merged, boolean hasRows) {
    InputStream open(XSSFReader reader) throws IOException, OpenXML4JException {
      Iterator<InputStream> sheets = reader.getSheetsData();
      for (int i = 0; i < index; i++) sheets.next().close();
      return sheets.next();
    }
  }

  static SheetRows open(Source source, @Nullable String name) throws IOException {
    SheetRows.guard();
    // The archive's list of contents is at its end, so it must be a file that can be gone through.
    Path copy = Files.createTempFile("afina", ".xlsx");
    OPCPackage workbook = null;
    try {
      try (InputStream from = source.open()) {
        Files.copy(from, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      refuseBroken(copy);
      workbook = OPCPackage.open(copy.toFile(), PackageAccess.READ);
      XSSFReader reader = new XSSFReader(workbook);
      return new XlsxRows(source.name(), copy, workbook, reader, part(source, reader, name));
    } catch (IOException | RuntimeException e) {
      discard(workbook, copy);
      throw e;
    } catch (OpenXML4JException | XMLStreamException e) {
      discard(workbook, copy);
      throw new IOException(Xml.reason(e), e);
    }
  }

  /// The parts that POI reads with a parser that prints its complaints, read with one that does
  /// not.
  private static void refuseBroken(Path copy) throws IOException, XMLStreamException {
    try (ZipFile zip = new ZipFile(copy.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        boolean read =
            name.endsWith(".rels")
                || name.endsWith(".xml") && !name.contains("sheet") && !name.contains("Strings");
        if (!read) continue;
        try (InputStream in = zip.getInputStream(entry)) {
          XMLStreamReader xml = Xml.reader(in);
          for (int events = 0; xml.hasNext() && events < EVENTS; events++) xml.next();
        }
      }
    }
  }

  /// More than any list of parts has.
  private static final int EVENTS = 1_000_000;

  private static Part part(Source source, XSSFReader reader, @Nullable String name)
      throws IOException, OpenXML4JException, XMLStreamException {
    List<String> names = new ArrayList<>();
    XSSFReader.SheetIterator sheets = (XSSFReader.SheetIterator) reader.getSheetsData();
    for (int index = 0; sheets.hasNext(); index++) {
      try (InputStream sheet = sheets.next()) {
        names.add(sheets.getSheetName());
        if (name != null && !name.equals(sheets.getSheetName())) continue;
        Part part = look(sheet, index);
        if (name != null || part.hasRows()) return part;
      }
    }
    throw SheetRows.unknown(source, name, names);
  }

  private static Part look(InputStream sheet, int index) throws IOException, XMLStreamException {
    List<CellRangeAddress> merged = new ArrayList<>();
    boolean rows = false;
    XMLStreamReader xml = Xml.reader(sheet);
    while (xml.hasNext())
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        if (xml.getLocalName().equals("c")) rows = true;
        String range = xml.getAttributeValue(null, "ref");
        if (xml.getLocalName().equals("mergeCell") && range != null && merged.size() < Merged.LIMIT)
          merged.add(CellRangeAddress.valueOf(range));
      }
    return new Part(index, merged, rows);
  }

  @Override
  public @Nullable Row next() {
    if (done) return null;
    try {
      while (xml.hasNext())
        if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("row")) {
          String number = xml.getAttributeValue(null, "r");
          row = number == null ? row + 1 : Integer.parseInt(number);
          List<String> cells = cells();
          if (columns == 0) columns = cells.size();
          while (cells.size() < columns) cells.add("");
          if (cells.size() > columns && isBlankFrom(cells, columns))
            cells.subList(columns, cells.size()).clear();
          merged.fill(row - 1, cells);
          if (!isBlankFrom(cells, 0)) return new Row.Fields(row, cells);
        }
      done = true;
      return null;
    } catch (XMLStreamException | RuntimeException e) {
      done = true;
      return new Row.Broken(row + 1, new DatasetProblem.RestUnread(file, row + 1, Xml.reason(e)));
    }
  }

  private static boolean isBlankFrom(List<String> cells, int from) {
    return cells.subList(from, cells.size()).stream().allMatch(String::isBlank);
  }

  private List<String> cells() throws XMLStreamException {
    List<String> cells = new ArrayList<>();
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) break;
      if (event != XMLStreamConstants.START_ELEMENT || !xml.getLocalName().equals("c")) continue;
      String place = xml.getAttributeValue(null, "r");
      int column = place == null ? cells.size() : new CellReference(place).getCol();
      String text = cell(xml.getAttributeValue(null, "t"), xml.getAttributeValue(null, "s"));
      if (column < 0 || column >= COLUMNS) continue;
      if (column >= cells.size()) cells.addAll(Collections.nCopies(column + 1 - cells.size(), ""));
      cells.set(column, text);
    }
    return cells;
  }

  private String cell(@Nullable String type, @Nullable String style) throws XMLStreamException {
    StringBuilder value = new StringBuilder();
    boolean counts = false;
    while (xml.hasNext()) {
      int event = xml.next();
      String name =
          event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT
              ? xml.getLocalName()
              : "";
      if (event == XMLStreamConstants.END_ELEMENT && name.equals("c")) break;
      // `v` is a value or the place of one, `t` a text in the cell itself; a formula is neither.
      if (event == XMLStreamConstants.START_ELEMENT) counts = name.equals("v") || name.equals("t");
      else if (event == XMLStreamConstants.END_ELEMENT) counts = false;
      else if (counts && event == XMLStreamConstants.CHARACTERS) value.append(xml.getText());
    }
    String text = value.toString();
    if (text.isEmpty() || type != null && type.equals("e")) return "";
    if (type == null || type.equals("n")) return number(text, style);
    return switch (type) {
      case "s" -> shared.get(Integer.parseInt(text.strip()));
      case "b" -> Boolean.toString(text.strip().equals("1"));
      default -> text;
    };
  }

  private String number(String text, @Nullable String style) {
    double value = Double.parseDouble(text.strip());
    if (style == null) return CellText.number(value, false, false);
    XSSFCellStyle format = styles.getStyleAt(Integer.parseInt(style));
    boolean isDate =
        format != null
            && DateUtil.isADateFormat(format.getDataFormat(), format.getDataFormatString());
    return CellText.number(value, isDate, false);
  }

  @Override
  public void close() {
    try {
      xml.close();
      in.close();
    } catch (IOException | XMLStreamException e) {
      throw new IllegalStateException("a workbook that was read is closed", e);
    } finally {
      discard(workbook, copy);
    }
  }

  private static void discard(@Nullable OPCPackage workbook, Path copy) {
    if (workbook != null) workbook.revert();
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      copy.toFile().deleteOnExit();
    }
  }
}
