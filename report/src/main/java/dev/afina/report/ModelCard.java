package dev.afina.report;

import dev.afina.core.Json;
import dev.afina.evaluation.ChatResults;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.IntentResults;
import dev.afina.evaluation.Score;
import dev.afina.model.ExportForm;
import dev.afina.text.Texts;
import dev.afina.training.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What goes with a model when it leaves the house, as the `README.md` of its folder: what it was
/// made of, how it did, how it is used. The part between the lines `---` is for hubs.
public final class ModelCard {
  private final ExportForm form;
  private final Making making;
  private final Texts texts;

  private ModelCard(ExportForm form, Making making, Locale locale) {
    this.form = form;
    this.making = making;
    this.texts = Texts.in(locale);
  }

  /// Of a model that was not tested.
  ///
  /// @param form how it is handed out, whatever it was trained as
  public static String markdown(ExportForm form, Making making, Locale locale) {
    ModelCard card = new ModelCard(form, making, locale);
    return card.draw(List.of(card.texts.word("card.untested")));
  }

  /// Of a model that tells intents apart.
  public static String markdown(
      ExportForm form, Making making, IntentResults results, Locale locale) {
    ModelCard card = new ModelCard(form, making, locale);
    List<String> lines = new ArrayList<>();
    lines.add(
        card.texts.word(results.hasNew() ? "card.onNew" : "card.onAll", "total", total(results)));
    lines.add("");
    lines.add(
        "| | " + card.texts.word("card.right") + " | " + card.texts.word("card.interval") + " |");
    lines.add("|---|---|---|");
    for (Contestant who : Contestant.IN_EVERY_TEST)
      lines.add(card.row(who, results.of(who).telling()));
    lines.add("");
    lines.add(text(card.texts.say(results.telling().untrained())));
    lines.add(text(card.texts.say(results.telling().linear())));
    return card.draw(lines);
  }

  /// Of a model that answers.
  public static String markdown(
      ExportForm form, Making making, ChatResults results, Locale locale) {
    ModelCard card = new ModelCard(form, making, locale);
    List<String> lines = new ArrayList<>();
    lines.add(text(card.texts.say(results.surprise())));
    if (results.canBeGraded()) {
      lines.add(text(card.texts.say(results.comparison().fresh())));
    }
    return card.draw(lines);
  }

  private static int total(IntentResults results) {
    return results.model().telling().total();
  }

  private String row(Contestant who, Score score) {
    return "| "
        + ContestantName.of(who, texts)
        + " | "
        + texts.percent(score.accuracy())
        + " | "
        + texts.percent(score.low())
        + " – "
        + texts.percent(score.high())
        + " |";
  }

  private String draw(List<String> results) {
    Plan plan = making.plan();
    List<String> lines = new ArrayList<>(List.of("---"));
    lines.add("base_model: " + quoted(plan.base().replaceFirst("@.*", "")));
    lines.add("library_name: " + library());
    if (!making.licence().isEmpty()) lines.add("license: " + quoted(making.licence()));
    lines.addAll(List.of("pipeline_tag: text-generation", "tags: [afina]", "---", ""));
    lines.addAll(List.of("# " + text(making.project()), ""));
    String intro =
        switch (form) {
          case ADAPTER, GGUF_ADAPTER -> "card.adapter";
          case MERGED -> "card.whole";
          case GGUF_F16 -> "card.gguf.f16";
          case GGUF_Q8_0 -> "card.gguf.q8";
        };
    lines.addAll(List.of(texts.word(intro, "base", text(plan.base())), ""));
    if (!plan.labels().isEmpty()) {
      String labels = plan.labels().stream().map(ModelCard::code).collect(Collectors.joining(", "));
      lines.addAll(List.of(texts.word("card.labels", "labels", labels), ""));
    }
    section(lines, "card.results", results);
    section(lines, "report.made", madeOf(plan));
    section(lines, "card.use", use());
    section(lines, "card.limits", List.of(texts.word("card.limits.text")));
    return String.join("\n", lines);
  }

  private void section(List<String> lines, String title, List<String> content) {
    lines.addAll(List.of("## " + texts.word(title), ""));
    lines.addAll(content);
    lines.add("");
  }

  private List<String> madeOf(Plan plan) {
    MakingPart part = new MakingPart(making, texts);
    String licence =
        making.licence().isEmpty() ? texts.word("report.made.licence.unknown") : making.licence();
    return List.of(
        item("report.made.base", text(plan.base())),
        item("report.made.licence", text(licence)),
        item("report.made.basedigest", code(plan.baseDigest().hex())),
        item(
            "report.made.data",
            texts.word(
                "report.made.counts",
                "training",
                making.training(),
                "validation",
                making.validation(),
                "seed",
                String.valueOf(plan.seed()))),
        item("report.made.traindigest", code(plan.train().hex())),
        item("report.made.validdigest", code(plan.validation().hex())),
        item("report.made.recipe", part.recipe(plan.recipe())),
        item("report.made.plan", code(plan.digest().hex())),
        item("report.made.versions", making.versions()));
  }

  private String item(String key, String value) {
    return "- " + texts.word(key) + ": " + value;
  }

  private List<String> use() {
    List<String> lines = new ArrayList<>();
    if (!making.plan().system().isEmpty())
      lines.addAll(
          List.of(
              texts.word("card.system"),
              "",
              making
                  .plan()
                  .system()
                  .lines()
                  .map(line -> "> " + text(line))
                  .collect(Collectors.joining("\n")),
              ""));
    lines.add(isForLlama() ? "```sh" : "```python");
    lines.addAll(
        switch (form) {
          case ADAPTER ->
              List.of(
                  "from peft import AutoPeftModelForCausalLM",
                  "model = AutoPeftModelForCausalLM.from_pretrained(\".\")");
          case GGUF_F16, GGUF_Q8_0 -> List.of("llama-server -m model.gguf --jinja");
          case GGUF_ADAPTER -> List.of("llama-server -m BASE.gguf --lora adapter.gguf --jinja");
          case MERGED ->
              List.of(
                  "from transformers import AutoModelForCausalLM, AutoTokenizer",
                  "model = AutoModelForCausalLM.from_pretrained(\".\")",
                  "tokenizer = AutoTokenizer.from_pretrained(\".\")");
        });
    lines.add("```");
    return lines;
  }

  private boolean isForLlama() {
    return library().equals("llama.cpp");
  }

  private String library() {
    return switch (form) {
      case ADAPTER -> "peft";
      case MERGED -> "transformers";
      case GGUF_F16, GGUF_Q8_0, GGUF_ADAPTER -> "llama.cpp";
    };
  }

  /// In double quotes, as YAML and JSON both read it.
  private static String quoted(String text) {
    return Json.line(text);
  }

  private static String code(String text) {
    return "`" + text.replace("`", "'").replaceAll("\\s+", " ") + "`";
  }

  /// Signs that Markdown or HTML would take for its own lose that power.
  private static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\`*_\\[\\]|#])", "\\\\$1");
  }
}
