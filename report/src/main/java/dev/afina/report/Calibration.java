package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.metrics.Reliability;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// How sure a classifier says it is against how often it is right: a dot a bin, larger where more
/// answers are in it. On the dashed line it is as good as its word.
record Calibration(Reliability reliability) {

  Html draw(Texts texts) {
    List<Html> marks = new ArrayList<>();
    for (int tick = 0; tick <= 100; tick += 25) {
      marks.add(Svg.line(tick == 0 ? "base" : "grid", 0, 100 - tick, 100, 100 - tick));
      marks.add(Svg.label("tick y", 0, 100 - tick, -6, 4, texts.percent(tick / 100.0)));
      if (tick % 50 == 0)
        marks.add(Svg.label("tick", tick, 100, 0, 16, texts.percent(tick / 100.0)));
    }
    marks.add(Svg.line("chance", 0, 100, 100, 0));
    int most = reliability.bins().stream().mapToInt(Reliability.Bin::count).max().orElse(1);
    for (Reliability.Bin bin : reliability.bins())
      marks.add(
          Svg.dot(
              "bin",
              100 * bin.confidence(),
              100 - 100 * bin.accuracy(),
              3 + (int) Math.round(5 * Math.sqrt((double) bin.count() / most))));
    marks.add(Svg.label("tick", 50, 100, 0, 34, texts.word("report.calibration.sure")));
    String alt =
        texts.word("report.calibration.alt", "error", texts.percent(reliability.error(), 1));
    return el(
        "figure",
        type("square"),
        el("figcaption", texts.word("report.calibration")),
        el("p", "axisname", texts.word("report.calibration.right")),
        el("svg", type("calibration"), at("role", "img"), at("aria-label", alt), Html.all(marks)),
        el("p", "note", alt + " " + texts.word("report.calibration.note")));
  }
}
