package dev.afina.dataset.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.poi.ss.util.CellRangeAddress;

/// Merged cells: only their first one has a value, and the others repeat it.
final class Merged {

  /// More are not looked at: nobody merges that many by hand.
  static final int LIMIT = 100_000;

  private final List<CellRangeAddress> waiting;
  private final List<Open> open = new ArrayList<>();

  /// A range whose first row was read.
  private record Open(CellRangeAddress range, String value) {}

  Merged(List<CellRangeAddress> ranges) {
    waiting = new ArrayList<>(ranges);
    waiting.sort(Comparator.comparingInt(CellRangeAddress::getFirstRow).reversed());
  }

  /// Fills a row in.
  ///
  /// @param row from 0
  void fill(int row, List<String> cells) {
    open.removeIf(one -> one.range().getLastRow() < row);
    while (!waiting.isEmpty() && waiting.getLast().getFirstRow() <= row) {
      CellRangeAddress range = waiting.removeLast();
      int column = range.getFirstColumn();
      if (range.getFirstRow() == row && column < cells.size())
        open.add(new Open(range, cells.get(column)));
    }
    for (Open one : open)
      for (int c = one.range().getFirstColumn();
          c <= Math.min(one.range().getLastColumn(), cells.size() - 1);
          c++) if (cells.get(c).isEmpty()) cells.set(c, one.value());
  }
}
