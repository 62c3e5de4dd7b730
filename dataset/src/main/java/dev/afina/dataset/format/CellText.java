package dev.afina.dataset.format;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.poi.ss.usermodel.DateUtil;

/// What a cell's number says: a date as ISO 8601, another number without a useless `.0`.
final class CellText {
  private CellText() {}

  static String number(double value, boolean isDate, boolean since1904) {
    if (isDate && DateUtil.isValidExcelDate(value)) {
      LocalDateTime time = DateUtil.getLocalDateTime(value, since1904, true);
      boolean day = time.toLocalTime().toSecondOfDay() == 0;
      return time.format(
          day ? DateTimeFormatter.ISO_LOCAL_DATE : DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) return "";
    String plain = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    return plain.length() > 400 ? Double.toString(value) : plain;
  }
}
