package dev.afina.report;

import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.core.Fact;
import dev.afina.dataset.quality.Quality;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// The chapter about the data: how much there is, how it was divided, how good it is.
record MaterialPart(Material material, Page page) {
  private static final int FINDINGS = 10;

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
    all.add(findings());
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

  private Html findings() {
    List<? extends Fact> findings = material.findings();
    if (findings.isEmpty()) return el("p", page.texts().word("report.quality.nothing"));
    List<Html> items = new ArrayList<>();
    for (Fact one : findings.subList(0, Math.min(FINDINGS, findings.size())))
      items.add(el("li", page.texts().say(one)));
    int hidden = findings.size() - items.size();
    return Html.all(
        List.of(
            el("ul", type("said-of"), Html.all(items)),
            hidden > 0
                ? el("p", "note", page.texts().word("report.more", "n", hidden))
                : Html.nothing()));
  }
}
