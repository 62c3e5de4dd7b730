package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// The few shapes the pictures are made of. Places are per cents of the picture, so that it fits
/// any width while letters, dots and lines keep their size.
final class Svg {
  private Svg() {}

  static Html line(String type, double x1, double y1, double x2, double y2) {
    return el(
        "line",
        at("class", type),
        at("x1", percent(x1)),
        at("y1", percent(y1)),
        at("x2", percent(x2)),
        at("y2", percent(y2)));
  }

  static Html dot(String type, double x, double y, int radius) {
    return el(
        "circle",
        at("class", type),
        at("cx", percent(x)),
        at("cy", percent(y)),
        at("r", String.valueOf(radius)));
  }

  /// @param dx and `dy`: pixels from the place
  static Html label(String type, double x, double y, int dx, int dy, String text) {
    return el(
        "text",
        at("class", type),
        at("x", percent(x)),
        at("y", percent(y)),
        at("dx", String.valueOf(dx)),
        at("dy", String.valueOf(dy)),
        Html.text(text));
  }

  /// Shapes of corners know no per cents: they are drawn in thousandths and stretched to the
  /// picture, their lines' width is not.
  static Html stretched(Html... shapes) {
    return el(
        "svg",
        at("viewBox", "0 0 1000 1000"),
        at("preserveAspectRatio", "none"),
        at("width", "100%"),
        at("height", "100%"),
        Html.all(List.of(shapes)));
  }

  /// A corner at so many per cent of the picture, for [#stretched].
  static String corner(double x, double y) {
    return number(10 * x) + "," + number(10 * y) + " ";
  }

  static String percent(double value) {
    return number(value) + "%";
  }

  /// As SVG and CSS want it, in any language: at most two decimals after a point.
  static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(2, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
