package dev.afina.report;

import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.text.Texts;
import dev.afina.training.Numerics;
import dev.afina.training.Plan;
import dev.afina.training.Progress;
import dev.afina.training.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How the training went, and all that is needed to do it again.
record MakingPart(Making making, Texts texts) {

  Html training(Page page) {
    return page.section("training", texts.word("report.curve"), curve(), figures());
  }

  private Html curve() {
    Curve curve = Curve.of(making.events());
    return curve.isEmpty()
        ? el("p", texts.word("report.curve.none"))
        : el("figure", curve.draw(texts));
  }

  /// How it was trained, for those who do not want every digest.
  Html trained() {
    List<Html> all = new ArrayList<>();
    base(all);
    add(all, "report.made.recipe", recipe(making.plan().recipe()));
    add(all, "report.made.numerics", numerics(making.plan().numerics()));
    return Html.all(List.of(el("dl", type("made"), Html.all(all)), curve(), figures()));
  }

  private void base(List<Html> all) {
    add(all, "report.made.base", making.plan().base());
    add(
        all,
        "report.made.licence",
        making.licence().isBlank() ? texts.word("report.made.licence.unknown") : making.licence());
  }

  private Html figures() {
    Optional<Progress.Trained> end =
        making.events().stream()
            .filter(Progress.Trained.class::isInstance)
            .map(Progress.Trained.class::cast)
            .reduce((_, last) -> last);
    if (end.isEmpty()) return Html.nothing();
    Progress.Trained trained = end.get();
    List<Html> all = new ArrayList<>();
    add(
        all,
        "report.curve.epochs",
        texts.word(
            "report.curve.epochof",
            "best",
            trained.bestEpoch(),
            "all",
            making.plan().recipe().passes().epochs()));
    add(all, "report.curve.steps", texts.number(trained.steps()));
    add(all, "report.curve.time", time(trained.seconds()));
    add(all, "report.curve.tokens", texts.number(trained.tokens()));
    if (trained.seconds() > 0)
      add(all, "report.curve.rate", texts.number(Math.round(trained.tokens() / trained.seconds())));
    if (trained.peakBytes() > 0) add(all, "report.curve.memory", memory(trained.peakBytes()));
    return el("dl", type("figures"), Html.all(all));
  }

  Html madeOf(Page page) {
    Plan plan = making.plan();
    List<Html> all = new ArrayList<>();
    base(all);
    add(
        all,
        "report.made.data",
        texts.word(
            "report.made.counts",
            "training",
            making.training(),
            "validation",
            making.validation(),
            "seed",
            String.valueOf(plan.seed())));
    add(all, "report.made.findings", texts.number(making.findings()));
    add(all, "report.made.recipe", recipe(plan.recipe()));
    add(all, "report.made.numerics", numerics(plan.numerics()));
    return page.section(
        "made",
        texts.word("report.made"),
        el("dl", type("made"), Html.all(all)),
        digests(),
        el("h3", texts.word("report.made.again")),
        el("pre", el("code", making.command())));
  }

  /// What tells whether a repetition had the same ingredients.
  Html digests() {
    Plan plan = making.plan();
    List<Html> all = new ArrayList<>();
    code(all, "report.made.basedigest", plan.baseDigest().hex());
    code(all, "report.made.traindigest", plan.train().hex());
    code(all, "report.made.validdigest", plan.validation().hex());
    code(all, "report.made.plan", plan.digest().hex());
    add(all, "report.made.versions", making.versions());
    return el("dl", type("made"), Html.all(all));
  }

  String recipe(Recipe recipe) {
    String method =
        switch (recipe.method()) {
          case LORA ->
              texts.word(
                  "report.made.lora",
                  "rank",
                  recipe.lora().rank(),
                  "alpha",
                  plain(recipe.lora().alpha()));
          case FULL -> texts.word("report.made.full");
          case DPO ->
              texts.word(
                  "report.made.dpo",
                  "rank",
                  recipe.lora().rank(),
                  "beta",
                  plain(recipe.teaching().preference().beta()));
        };
    return method
        + "; "
        + texts.word(
            "report.made.steps",
            "epochs",
            recipe.passes().epochs(),
            "batch",
            recipe.batch().size(),
            "rate",
            plain(recipe.optimizer().rate().peak()),
            "schedule",
            recipe.optimizer().rate().schedule().name().toLowerCase(Locale.ROOT));
  }

  private static String numerics(Numerics numerics) {
    return numerics.dtype().name().toLowerCase(Locale.ROOT)
        + " · "
        + numerics.threads()
        + " × "
        + numerics.processor();
  }

  /// All its digits, in the reader's writing.
  private String plain(double value) {
    int decimals = 0;
    double scaled = value;
    while (decimals < 9 && Math.abs(scaled - Math.rint(scaled)) > 1e-6 * Math.abs(scaled)) {
      scaled *= 10;
      decimals++;
    }
    return texts.number(value, decimals);
  }

  private String time(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) return texts.word("report.seconds", "s", s);
    if (s < 3600) return texts.word("report.minutes", "m", s / 60, "s", s % 60);
    return texts.word("report.hours", "h", s / 3600, "m", s % 3600 / 60);
  }

  private String memory(long bytes) {
    return bytes < 1_000_000_000
        ? texts.number(bytes / 1_000_000) + "\u00a0MB"
        : texts.number(bytes / 1e9, 1) + "\u00a0GB";
  }

  private void add(List<Html> all, String key, String value) {
    all.add(el("div", el("dt", texts.word(key)), el("dd", value)));
  }

  private void code(List<Html> all, String key, String value) {
    all.add(el("div", el("dt", texts.word(key)), el("dd", el("code", value))));
  }
}
