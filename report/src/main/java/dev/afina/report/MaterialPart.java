package dev.afina.report;

import static dev.afina.report.Html.el;

import dev.afina.dataset.quality.Quality;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The chapter about the data: how much there is, how it was divided, how good it is.
record MaterialPart(Material material, Page page) {
  private static final int LINES = 10;

  Html draw(Making making) {
    Texts texts = page.texts();
    List<Html> all = new ArrayList<>();
    all.add(
        el(
            "p",
            texts.word(
                "report.data.intro",
                "all",
                making.training() + making.validation(),
                "training",
                making.training(),
                "validation",
                making.validation(),
                "tokens",
                material.tokens(),
                "learned",
                material.learned())));
    if (!material.labels().isEmpty()) {
      all.add(el("h3", texts.word("report.data.split")));
      all.add(split());
    }
    all.add(el("h3", texts.word("report.quality.numbers")));
    all.add(quality());
    all.add(el("h3", texts.word("report.made.findings")));
    all.add(faults());
    return Html.all(all);
  }

  private Html split() {
    Texts texts = page.texts();
    Table table =
        new Table(
            texts.word("report.metrics.intent"),
            texts.word("report.data.training"),
            texts.word("report.data.validation"));
    for (Material.Divided one : material.labels())
      table.row(one.label(), texts.number(one.training()), texts.number(one.validation()));
    return table.draw("means");
  }

  private Html quality() {
    Texts texts = page.texts();
    Quality quality = material.quality();
    Table table = new Table(texts.word("report.data.figure"), texts.word("report.data.value"));
    table.row(texts.word("report.quality.questionLength"), lengths(quality.questions()));
    if (material.labels().isEmpty())
      table.row(texts.word("report.quality.answerLength"), lengths(quality.answers()));
    Quality.Diversity diversity = quality.diversity();
    number(table, "report.quality.distinct1", diversity.distinct1());
    number(table, "report.quality.distinct2", diversity.distinct2());
    number(table, "report.quality.selfBleu", diversity.selfBleu4());
    number(table, "report.quality.vendi", diversity.vendi());
    if (!material.labels().isEmpty())
      number(table, "report.quality.balance", quality.balance().entropy());
    return table.draw("means quality");
  }

  private String lengths(Quality.Lengths lengths) {
    Texts texts = page.texts();
    return texts.number(lengths.median())
        + " / "
        + texts.number(lengths.most95())
        + " / "
        + texts.number(lengths.most());
  }

  private void number(Table table, String key, double value) {
    table.row(page.texts().word(key), page.texts().number(value, 2));
  }

  private Html faults() {
    Texts texts = page.texts();
    if (material.faults().isEmpty()) return el("p", texts.word("report.quality.nothing"));
    Table table =
        new Table(
            texts.word("report.data.rule"),
            texts.word("report.data.times"),
            texts.word("report.data.lines"));
    for (Material.Fault one : material.faults())
      table.row(title(one.rule()), texts.number(one.lines().size()), lines(one.lines()));
    return table.draw("means");
  }

  /// A file from a later version may name a rule that has no title here.
  private String title(String rule) {
    String key = "report.rule." + rule;
    return page.texts().has(key) ? page.texts().word(key) : rule;
  }

  private static String lines(List<Integer> all) {
    String first =
        all.stream()
            .filter(line -> line > 0)
            .limit(LINES)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return all.size() > LINES ? first + " …" : first;
  }
}
