package dev.afina.cli;

import dev.afina.core.Conversation;
import dev.afina.core.SafeFile;
import dev.afina.dataset.Located;
import dev.afina.dataset.check.Examination;
import dev.afina.dataset.cost.Estimate;
import dev.afina.dataset.measure.Languages;
import dev.afina.dataset.quality.Quality;
import dev.afina.report.QualityPage;
import dev.afina.tokenizer.OpenAiTokens;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a data set is like, what its training would cost, and what to do next.
@Command(name = "report")
final class DataReportCommand extends Verb {
  private static final int ADVICE = 5;

  @Parameters(index = "0", paramLabel = "${bundle:label.file}", descriptionKey = "param.data")
  String file;

  @Option(
      names = "--html",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.html",
      order = 5)
  @Nullable Path html;

  @Mixin Money money = new Money();
  @Mixin CheckOptions options = new CheckOptions();
  @Mixin ImportChoices choices = new ImportChoices();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a file
  DataReportCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    try (DataFile data = DataFile.of(file, choices, call)) {
      Examination examined = options.look(data);
      List<Conversation> all = data.all().stream().map(Located::value).toList();
      OpenAiTokens tokens = money.tokens();
      Languages languages = new Languages(Set.of("es"));
      Quality quality =
          Quality.of(
              all, data.hasTexts(), tokens::count, text -> languages.of(text).orElse(""), examined);
      Optional<Estimate> cost =
          money.estimate(quality.tokens().total(), quality.conversations(), options.provider, call);
      List<Estimate.Note> notes = cost.map(Estimate::notes).orElse(List.of());
      if (html != null)
        SafeFile.write(
            html, QualityPage.html(data.source().name(), quality, notes, call.texts.locale()));
      if (call.json()) json(quality, notes);
      else draw(quality, notes);
      if (money.blocks(cost)) return Exit.REFUSED;
      return examined.findings().isEmpty() ? Exit.DONE : Exit.DONE_WITH_FINDINGS;
    }
  }

  private void json(Quality quality, List<Estimate.Note> notes) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("quality", FactJson.plain(quality));
    json.put("cost", notes.stream().map(FactJson::event).toList());
    call.json(json);
  }

  private void draw(Quality quality, List<Estimate.Note> notes) {
    List<QualityPage.Line> lines = QualityPage.lines(quality, call.texts);
    int longest = lines.stream().mapToInt(line -> line.name().length()).max().orElse(0);
    for (QualityPage.Line line : lines)
      call.screen.beside("  " + line.name(), line.value(), longest + 4, 4);
    call.screen.line();
    notes.forEach(note -> call.screen.paragraph("  ", call.texts.say(note)));
    if (!notes.isEmpty()) call.screen.line();
    int shown =
        call.verbose() ? quality.advice().size() : Math.min(ADVICE, quality.advice().size());
    for (int i = 0; i < shown; i++) {
      Quality.Advice one = quality.advice().get(i);
      String fix = call.texts.explain(one.example()).fix();
      call.screen.paragraph(
          "  " + (i + 1) + ". ",
          call.word(
              "report.quality.advice",
              "what",
              call.texts.say(one.example()),
              "more",
              one.places() - 1,
              "fix",
              fix == null ? "" : fix));
    }
  }
}
