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
    String number = decimal(share * 100, decimals);
    return locale.getLanguage().equals("es") ? number + "\u00a0%" : number + "%";
  }

  private String format(double value, int least, int most) {
    DecimalFormat format = new DecimalFormat("#,##0", symbols);
    format.setRoundingMode(RoundingMode.HALF_EVEN);
    format.setMinimumFractionDigits(least);
    format.setMaximumFractionDigits(most);
    if (!Double.isFinite(value)) return Double.isNaN(value) ? "–" : format.format(value);
    // The decimal digits a person sees, not the binary fraction behind them, decide a half.
    return format.format(BigDecimal.valueOf(value));
  }
}
