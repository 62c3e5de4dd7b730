package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.few.Growth;
import dev.afina.evaluation.few.GrowthCurve;
import dev.afina.evaluation.few.GrowthCurve.Point;
import dev.afina.evaluation.few.Outlook;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How much is recognised with so many examples: a line a contestant, the tuned model's with its
/// intervals, and behind it, where the data can say, what twice as many would bring.
record GrowthPicture(Growth growth) {
  /// Lines of words need so many per cent of the height.
  private static final int APART = 9;

  Html draw(Texts texts) {
    GrowthCurve model = growth.curves().getFirst();
    double widest = widest();
    List<Html> marks = new ArrayList<>();
    for (int tick = 0; tick <= 100; tick += 25) {
      marks.add(Svg.line(tick == 0 ? "base" : "grid", 0, 100 - tick, 100, 100 - tick));
      marks.add(Svg.label("tick y", 0, 100 - tick, -8, 4, texts.percent(tick / 100.0)));
    }
    forecast(model).ifPresent(rising -> marks.addAll(band(model, rising, widest)));
    for (GrowthCurve curve : growth.curves().reversed())
      marks.addAll(line(curve, curve == model, widest));
    for (Point point : model.points()) {
      double x = x(point.examples(), widest);
      marks.add(Svg.line("range", x, y(point.low()), x, y(point.high())));
      marks.add(Svg.label("tick", x, 100, 0, 18, texts.number(point.examples())));
    }
    forecast(model)
        .ifPresent(rising ->
            marks.add(
                Svg.label(
                    "tick",
                    x(rising.doubled(), widest),
                    100,
                    0,
                    18,
                    texts.number(rising.doubled()))));
    marks.add(Svg.label("tick", 50, 100, 0, 36, texts.word("report.growth.examples")));
    marks.addAll(names(texts));
    return el(
        "div",
        type("curve"),
        el(
            "svg",
            type("growth"),
            at("role", "img"),
            at("aria-label", texts.word("report.growth.alt") + " " + texts.say(model.outlook())),
            Html.all(marks)),
        el("p", "axisname", texts.word("report.growth.right")));
  }

  private static Optional<Outlook.Rising> forecast(GrowthCurve curve) {
    return curve.outlook() instanceof Outlook.Rising rising
        ? Optional.of(rising)
        : Optional.empty();
  }

  /// From the last measured point to where it may lead: a wedge with its middle.
  private List<Html> band(GrowthCurve model, Outlook.Rising rising, double widest) {
    Point last = model.points().getLast();
    double from = x(last.examples(), widest);
    double to = x(rising.doubled(), widest);
    String corners =
        Svg.corner(from, y(last.accuracy()))
            + Svg.corner(to, y(rising.low()))
            + Svg.corner(to, y(rising.high()));
    return List.of(
        Svg.stretched(el("polygon", type("band"), at("points", corners.strip()))),
        Svg.line("forecast", from, y(last.accuracy()), to, y(rising.then())),
        Svg.dot("forecast", to, y(rising.then()), 6));
  }

  private List<Html> line(GrowthCurve curve, boolean strong, double widest) {
    List<Html> marks = new ArrayList<>();
    String type = strong ? "grown strong" : "grown";
    for (int i = 1; i < curve.points().size(); i++) {
      Point before = curve.points().get(i - 1);
      Point now = curve.points().get(i);
      marks.add(
          Svg.line(
              type,
              x(before.examples(), widest),
              y(before.accuracy()),
              x(now.examples(), widest),
              y(now.accuracy())));
    }
    for (Point point : curve.points())
      marks.add(Svg.dot(type, x(point.examples(), widest), y(point.accuracy()), strong ? 5 : 3));
    return marks;
  }

  /// The lines' names beside their ends, kept apart.
  private List<Html> names(Texts texts) {
    List<GrowthCurve> byHeight =
        growth.curves().stream().sorted((a, b) -> Double.compare(end(a), end(b))).toList();
    List<Html> names = new ArrayList<>();
    double above = -APART;
    for (GrowthCurve curve : byHeight) {
      above = Math.max(above + APART, end(curve));
      String type = curve == growth.curves().getFirst() ? "name validation" : "name training";
      String name = ContestantName.of(curve.who(), texts);
      names.add(Svg.label(type, 100, above, 12, 4, name));
    }
    return names;
  }

  /// How far down a line ends, its forecast included.
  private static double end(GrowthCurve curve) {
    return y(forecast(curve).map(Outlook.Rising::then).orElse(curve.points().getLast().accuracy()));
  }

  private double widest() {
    double widest = 1;
    for (GrowthCurve curve : growth.curves()) {
      for (Point point : curve.points()) widest = Math.max(widest, point.examples());
      if (curve.outlook() instanceof Outlook.Rising rising)
        widest = Math.max(widest, rising.doubled());
    }
    return widest;
  }

  private static double x(int examples, double widest) {
    return 100 * examples / widest;
  }

  private static double y(double share) {
    return 100 - 100 * share;
  }
}
