package dev.afina.report;

import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.Confusion;
import dev.afina.evaluation.Expected;
import dev.afina.evaluation.Judged;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What was taken for what. A few labels make a matrix with words; many make a picture, with the
/// largest confusions beside it by name.
///
/// @param cases whose sentences are shown; may be empty
record ConfusionPart(Confusion confusion, List<Judged> cases, Texts texts) {
  /// More labels than a matrix with words can hold.
  private static final int MANY = 15;

  private static final int LARGEST = 25;
  private static final int SENTENCES = 5;

  Html draw() {
    return confusion.labels().size() > MANY
        ? many()
        : Html.all(List.of(caption(), new Matrix(confusion, cases).draw(texts)));
  }

  private Html caption() {
    boolean several =
        cases.stream()
            .anyMatch(one -> one.expected() instanceof Expected.OneOf(var all) && all.size() > 1);
    String caption = texts.word(cases.isEmpty() ? "report.matrix.counts" : "report.matrix.caption");
    return el("p", "lead", caption + (several ? " " + texts.word("report.matrix.several") : ""));
  }

  private Html many() {
    String alt = texts.word("report.heat.alt", "labels", confusion.labels().size());
    return Html.all(
        List.of(
            el(
                "figure",
                type("heatmap"),
                el("figcaption", texts.word("report.heat")),
                el("p", "axisname", texts.word("report.matrix.corner")),
                new HeatMap(confusion, this::said, alt).draw(),
                el("p", "note", texts.word("report.heat.note"))),
            el("h3", texts.word("report.confusions")),
            largest()));
  }

  private record Pair(int expected, int said, int times) {}

  private Html largest() {
    int n = confusion.labels().size();
    List<Pair> pairs =
        IntStream.range(0, n * n)
            .filter(cell -> cell / n != cell % n && confusion.at(cell / n, cell % n) > 0)
            .mapToObj(cell -> new Pair(cell / n, cell % n, confusion.at(cell / n, cell % n)))
            .sorted(
                Comparator.comparingInt(Pair::times)
                    .thenComparingDouble(pair -> share(pair))
                    .reversed()
                    .thenComparingInt(Pair::expected))
            .toList();
    List<String> heads =
        new ArrayList<>(
            List.of(
                texts.word("report.wrong.expected"),
                texts.word("report.wrong.said"),
                texts.word("report.confusions.times")));
    if (!cases.isEmpty()) heads.add(texts.word("report.confusions.sentences"));
    Table table = new Table(heads.toArray(String[]::new));
    for (Pair pair : pairs.subList(0, Math.min(LARGEST, pairs.size())))
      table.row(name(pair.expected()), cells(pair));
    List<Html> all = new ArrayList<>(List.of(table.draw("confusions")));
    if (pairs.size() > LARGEST)
      all.add(el("p", "note", texts.word("report.more", "n", pairs.size() - LARGEST)));
    return pairs.isEmpty() ? el("p", texts.word("report.errs.none")) : Html.all(all);
  }

  private Html[] cells(Pair pair) {
    Html times =
        Html.text(
            texts.word(
                "report.ofcases",
                "correct",
                pair.times(),
                "total",
                confusion.support(pair.expected())));
    return cases.isEmpty()
        ? new Html[] {name(pair.said()), times}
        : new Html[] {name(pair.said()), times, sentences(pair)};
  }

  private double share(Pair pair) {
    return (double) pair.times() / confusion.support(pair.expected());
  }

  private Html sentences(Pair pair) {
    String expected = confusion.labels().get(pair.expected());
    String said = confusion.labels().get(pair.said());
    List<Html> some =
        cases.stream()
            .filter(one -> one.counted().equals(expected) && one.predicted().equals(said))
            .limit(SENTENCES)
            .<Html>map(one -> el("li", one.text()))
            .toList();
    return some.isEmpty() ? Html.nothing() : el("ul", Html.all(some));
  }

  private Html name(int label) {
    String name = confusion.labels().get(label);
    return name.equals(Expected.NONE) ? el("i", texts.word("report.none")) : Html.text(name);
  }

  private String said(int expected, int said) {
    return texts.word(
        "report.matrix.cell",
        "count",
        confusion.at(expected, said),
        "expected",
        plain(expected),
        "said",
        plain(said));
  }

  private String plain(int label) {
    String name = confusion.labels().get(label);
    return name.equals(Expected.NONE) ? texts.word("report.none") : name;
  }
}
