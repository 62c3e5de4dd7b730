package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.dataset.cost.Estimate;
import dev.afina.dataset.quality.Quality;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// What a data set is like, as one page: what to do next first, then the numbers.
public final class QualityPage {
  private QualityPage() {}

  /// A number with its name.
  public record Line(String name, String value) {}

  public static String html(String name, Quality quality, List<Estimate.Note> cost, Locale locale) {
    Texts texts = Texts.in(locale);
    Page page = new Page(texts);
    List<Html> sections = new ArrayList<>();
    sections.add(el("header", el("h1", texts.word("report.quality.title", "name", name))));
    sections.add(
        page.section(
            "todo",
            texts.word("report.quality.todo"),
            quality.advice().isEmpty()
                ? el("p", texts.word("report.quality.nothing"))
                : el("ol", type("advice"), Html.all(advice(quality, texts)))));
    if (!cost.isEmpty())
      sections.add(
          page.section(
              "cost",
              texts.word("report.quality.cost"),
              el("ul", Html.all(cost.stream().map(note -> el("li", texts.say(note))).toList()))));
    Table numbers = new Table(texts.word("report.data.figure"), texts.word("report.data.value"));
    for (Line line : lines(quality, texts)) numbers.row(line.name(), line.value());
    sections.add(
        page.section("numbers", texts.word("report.quality.numbers"), numbers.draw("means")));
    bars(page, "questions", "report.quality.ofQuestions", sizes(quality.questions()), sections);
    bars(page, "answers", "report.quality.ofAnswers", sizes(quality.answers()), sections);
    bars(page, "tokens", "report.quality.ofTokens", sizes(quality.tokens()), sections);
    bars(page, "duplicates", "report.quality.duplicates", duplicates(quality, texts), sections);
    bars(page, "labels", "report.quality.labels", quality.labels(), sections);
    bars(page, "languages", "report.quality.languages", languages(quality, locale), sections);
    bars(page, "tones", "report.quality.tones", tones(quality, texts), sections);
    return page.document(name, sections).page();
  }

  private static List<Html> advice(Quality quality, Texts texts) {
    List<Html> items = new ArrayList<>();
    for (Quality.Advice one : quality.advice()) {
      String fix = texts.explain(one.example()).fix();
      items.add(
          el(
              "li",
              el(
                  "div",
                  el("p", texts.say(one.example())),
                  fix == null ? Html.nothing() : el("p", "note", "→ " + fix)),
              el(
                  "p",
                  "gain",
                  texts.word(
                      "report.quality.gain",
                      "places",
                      one.places(),
                      "share",
                      texts.percent(one.share())))));
    }
    return items;
  }

  /// How many are so long, each step twice as long as the one before; none before the shortest.
  private static SequencedMap<String, Integer> sizes(Quality.Lengths lengths) {
    SequencedMap<String, Integer> sizes = new LinkedHashMap<>();
    for (int i = 0; i < lengths.doublings().size(); i++) {
      int from = i == 0 ? 0 : 1 << i;
      int count = lengths.doublings().get(i);
      if (count > 0 || !sizes.isEmpty()) sizes.put(from + "–" + ((2 << i) - 1), count);
    }
    return sizes;
  }

  /// What is there once, twice, and almost twice.
  private static SequencedMap<String, Integer> duplicates(Quality quality, Texts texts) {
    int repeated = places(quality, "repeated");
    int almost = places(quality, "almost_repeated") + places(quality, "almost_two_labels");
    SequencedMap<String, Integer> duplicates = new LinkedHashMap<>();
    duplicates.put(texts.word("report.quality.once"), quality.conversations() - repeated - almost);
    duplicates.put(texts.word("report.quality.repeated"), repeated);
    duplicates.put(texts.word("report.quality.almost"), almost);
    return duplicates;
  }

  private static int places(Quality quality, String rule) {
    return quality.advice().stream()
        .filter(one -> one.rule().equals(rule))
        .mapToInt(Quality.Advice::places)
        .sum();
  }

  private static SequencedMap<String, Integer> languages(Quality quality, Locale reader) {
    SequencedMap<String, Integer> languages = new LinkedHashMap<>();
    quality
        .languages()
        .forEach((code, count) -> languages.put(Locale.of(code).getDisplayLanguage(reader), count));
    return languages;
  }

  private static SequencedMap<String, Integer> tones(Quality quality, Texts texts) {
    SequencedMap<String, Integer> tones = new LinkedHashMap<>();
    quality
        .tones()
        .forEach((tone, count) ->
            tones.put(texts.word("report.quality.tone." + tone.toLowerCase(Locale.ROOT)), count));
    return tones;
  }

  /// How often each occurs, as bars; nothing if there is nothing to count.
  private static void bars(
      Page page, String id, String title, Map<String, Integer> counts, List<Html> sections) {
    if (counts.isEmpty()) return;
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    List<Html> rows = new ArrayList<>();
    for (Map.Entry<String, Integer> one : counts.entrySet()) {
      Html bar =
          el(
              "svg",
              at("aria-hidden", "true"),
              Svg.line("range", 0, 50, 100.0 * one.getValue() / most, 50),
              Svg.dot("dot", 100.0 * one.getValue() / most, 50, 5));
      rows.add(
          el(
              "tr",
              el("th", at("scope", "row"), Html.text(one.getKey())),
              el("td", type("plot"), bar),
              el("td", "value", page.texts().number(one.getValue()))));
    }
    sections.add(
        page.section(
            id, page.texts().word(title), el("table", type("dots"), el("tbody", Html.all(rows)))));
  }

  /// The numbers in words, for the page and the terminal alike.
  public static List<Line> lines(Quality quality, Texts texts) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(texts.word("report.quality.size"), texts.number(quality.conversations())));
    lines.add(lengths("report.quality.questionLength", quality.questions(), texts));
    lines.add(lengths("report.quality.answerLength", quality.answers(), texts));
    lines.add(lengths("report.quality.tokenLength", quality.tokens(), texts));
    lines.add(
        new Line(texts.word("report.quality.tokens"), texts.number(quality.tokens().total())));
    Quality.Diversity diversity = quality.diversity();
    lines.add(number("report.quality.distinct1", diversity.distinct1(), texts));
    lines.add(number("report.quality.distinct2", diversity.distinct2(), texts));
    lines.add(number("report.quality.selfBleu", diversity.selfBleu4(), texts));
    lines.add(number("report.quality.vendi", diversity.vendi(), texts));
    if (quality.labels().size() > 1)
      lines.add(number("report.quality.balance", quality.balance().entropy(), texts));
    quality.raters().ifPresent(alpha -> lines.add(number("report.quality.raters", alpha, texts)));
    return lines;
  }

  private static Line lengths(String key, Quality.Lengths lengths, Texts texts) {
    return new Line(
        texts.word(key),
        texts.number(lengths.median())
            + " / "
            + texts.number(lengths.most95())
            + " / "
            + texts.number(lengths.most()));
  }

  private static Line number(String key, double value, Texts texts) {
    return new Line(texts.word(key), texts.number(value, 2));
  }
}
