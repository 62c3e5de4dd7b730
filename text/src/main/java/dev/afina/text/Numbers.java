package dev.afina.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/// Numbers as [CLDR](https://cldr.unicode.org) writes them in a language, without loading ICU: the
/// same digits that ICU puts into a pattern, far sooner after the start.
final class Numbers {
  private final Locale locale;
  private final DecimalFormatSymbols symbols;

  Numbers(Locale locale) {
    this.locale = locale;
    this.symbols = DecimalFormatSymbols.getInstance(locale);
  }

  String whole(long value) {
    return format(value, 0, 0);
  }

  String decimal(double value, int decimals) {
    return format(value, decimals, decimals);
  }

  /// Up to three decimals, as ICU writes a number whose pattern says nothing else.
  String plain(Number value) {
    return format(value.doubleValue(), 0, 3);
  }

  String percent(double share, int decimals) {
    String number =
        Double.isFinite(share)
            ? format(BigDecimal.valueOf(share).movePointRight(2), decimals, decimals)
            : decimal(share, decimals);
    return locale.getLanguage().equals("es") ? number + "\u00a0%" : number + "%";
  }

  private String format(double value, int least, int most) {
    if (Double.isNaN(value)) return "–";
    if (Double.isInfinite(value)) return numbers(least, most).format(value);
    // The decimal digits a person sees, not the binary fraction behind them, decide a half.
    return format(BigDecimal.valueOf(value), least, most);
  }

  private String format(BigDecimal value, int least, int most) {
    return numbers(least, most).format(value);
  }

  private DecimalFormat numbers(int least, int most) {
    DecimalFormat format = new DecimalFormat("#,##0", symbols);
    format.setRoundingMode(RoundingMode.HALF_EVEN);
    format.setMinimumFractionDigits(least);
    format.setMaximumFractionDigits(most);
    return format;
  }
}
