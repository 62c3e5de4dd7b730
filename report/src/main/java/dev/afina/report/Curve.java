package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.text.Texts;
import dev.afina.training.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The loss while learning: of the training part step by step, of the validation part epoch by
/// epoch, the best epoch marked.
///
/// @param losses of training, by step
/// @param epochs judged on the validation part, by step
record Curve(SortedMap<Integer, Double> losses, SortedMap<Integer, Progress.Validated> epochs) {

  /// What happened twice, because a run was stopped and went on, counts once: the last time.
  static Curve of(List<Progress> events) {
    SortedMap<Integer, Double> losses = new TreeMap<>();
    SortedMap<Integer, Progress.Validated> epochs = new TreeMap<>();
    for (Progress event : events) {
      switch (event) {
        case Progress.Training at -> losses.put(at.step(), at.loss());
        case Progress.Validated at -> epochs.put(at.step(), at);
        case Progress.Waiting _,
            Progress.Resumed _,
            Progress.Compared _,
            Progress.Paused _,
            Progress.Trained _,
            Progress.Failed _ -> {}
      }
    }
    return new Curve(losses, epochs);
  }

  boolean isEmpty() {
    return losses.size() < 2 || epochs.isEmpty();
  }

  /// The epoch whose weights were kept: the last that was better than all before it.
  Optional<Progress.Validated> best() {
    return epochs.values().stream().filter(Progress.Validated::best).reduce((_, later) -> later);
  }

  Html draw(Texts texts) {
    Progress.Validated best = best().orElseThrow();
    double step = step(highest());
    int rows = (int) Math.ceil(highest() / step - 1e-9);
    double ceiling = rows * step;
    List<Html> marks = new ArrayList<>();
    for (int row = 0; row <= rows; row++) {
      double y = 100 - 100.0 * row / rows;
      marks.add(Svg.line(row == 0 ? "base" : "grid", 0, y, 100, y));
      marks.add(Svg.label("tick y", 0, y, -8, 4, texts.number(row * step, decimals(step))));
    }
    double bestAt = x(best.step());
    marks.add(Svg.line("best", bestAt, 0, bestAt, 100));
    marks.add(lines(ceiling));
    for (Progress.Validated epoch : epochs.values())
      marks.add(
          Svg.dot(
              epoch == best ? "validation chosen" : "validation",
              x(epoch.step()),
              y(epoch.validation(), ceiling),
              epoch == best ? 6 : 3));
    marks.addAll(epochNumbers(texts));
    marks.add(
        Svg.label(
            bestAt > 50 ? "bestlabel end" : "bestlabel",
            bestAt,
            0,
            bestAt > 50 ? -6 : 6,
            -6,
            texts.word("report.curve.best", "epoch", best.epoch())));
    marks.addAll(ends(texts, ceiling));
    String alt =
        texts.word(
            "report.curve.alt",
            "train",
            texts.number(losses.lastEntry().getValue(), 2),
            "validation",
            texts.number(best.validation(), 2),
            "epoch",
            best.epoch());
    return el(
        "div",
        type("curve"),
        el("svg", type("losses"), at("role", "img"), at("aria-label", alt), Html.all(marks)),
        el("p", "axisname", texts.word("report.curve.loss")));
  }

  private Html lines(double ceiling) {
    StringBuilder training = new StringBuilder();
    losses.forEach((step, loss) -> training.append(Svg.corner(x(step), y(loss, ceiling))));
    StringBuilder validation = new StringBuilder();
    epochs.forEach(
        (step, epoch) -> validation.append(Svg.corner(x(step), y(epoch.validation(), ceiling))));
    return Svg.stretched(
        el("polyline", type("training"), at("points", training.toString().strip())),
        el("polyline", type("validation"), at("points", validation.toString().strip())));
  }

  /// Under each epoch's last step its number; not all where there are many.
  private List<Html> epochNumbers(Texts texts) {
    List<Html> marks = new ArrayList<>();
    int every = Math.max(1, (int) Math.ceil(epochs.size() / 12.0));
    for (Progress.Validated epoch : epochs.values())
      if (epoch.epoch() % every == 0)
        marks.add(Svg.label("tick", x(epoch.step()), 100, 0, 18, texts.number(epoch.epoch())));
    marks.add(Svg.label("tick epochs", 50, 100, 0, 36, texts.word("report.curve.epoch")));
    return marks;
  }

  /// The lines' names at their ends, moved apart where they would overlap.
  private List<Html> ends(Texts texts, double ceiling) {
    double training = y(losses.lastEntry().getValue(), ceiling);
    double validation = y(epochs.lastEntry().getValue().validation(), ceiling);
    double gap = 9;
    double middle = (training + validation) / 2;
    if (Math.abs(training - validation) < gap) {
      double side = training >= validation ? gap / 2 : -gap / 2;
      training = middle + side;
      validation = middle - side;
    }
    return List.of(
        Svg.label(
            "name training",
            100,
            training,
            10,
            4,
            texts.word("report.curve.train")
                + " "
                + texts.number(losses.lastEntry().getValue(), 2)),
        Svg.label(
            "name validation",
            100,
            validation,
            10,
            4,
            texts.word("report.curve.validation")
                + " "
                + texts.number(epochs.lastEntry().getValue().validation(), 2)));
  }

  private double x(int step) {
    int last = Math.max(losses.lastKey(), epochs.lastKey());
    int first = losses.firstKey();
    return last == first ? 100 : 100.0 * (step - first) / (last - first);
  }

  private static double y(double loss, double ceiling) {
    return 100 - 100 * Math.min(loss, ceiling) / ceiling;
  }

  private double highest() {
    double most = losses.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
    most = Math.max(most, 1e-3);
    for (Map.Entry<Integer, Progress.Validated> epoch : epochs.entrySet())
      most = Math.max(most, epoch.getValue().validation());
    return most;
  }

  /// Between grid lines: 1, 2 or 5 times a power of ten, so that about five fill the picture.
  private static double step(double highest) {
    if (!(highest > 0) || Double.isInfinite(highest)) return 1;
    double power = Math.pow(10, Math.floor(Math.log10(highest / 5)));
    for (double times : new double[] {1, 2, 5})
      if (5 * times * power >= highest) return times * power;
    return 10 * power;
  }

  private static int decimals(double step) {
    return step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
  }
}
