package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.dataset.Reading;
import dev.afina.dataset.check.Check.Look;
import dev.afina.dataset.check.CheckPlan;
import dev.afina.dataset.check.Examination;
import dev.afina.dataset.check.Provider;
import dev.afina.dataset.check.Thresholds;
import dev.afina.dataset.measure.Languages;
import dev.afina.tokenizer.OpenAiTokens;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is looked for: the same for everything that looks at a data set.
final class CheckOptions {

  @Option(
      names = "--for",
      paramLabel = "local|openai|azure",
      descriptionKey = "option.for",
      order = 1)
  Provider provider = Provider.LOCAL;

  @Option(
      names = "--language",
      paramLabel = "es|en|…",
      descriptionKey = "option.language",
      order = 2)
  @Nullable String language;

  @Option(names = "--consent", descriptionKey = "option.consent", order = 3)
  boolean consent;

  @Option(names = "--everything", descriptionKey = "option.everything", order = 4)
  boolean everything;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "form,repeats,…",
      descriptionKey = "option.looks",
      order = 5)
  Set<Look> only = EnumSet.allOf(Look.class);

  @Option(
      names = "--min-examples",
      paramLabel = "30",
      descriptionKey = "option.minExamples",
      order = 6)
  int examples = Thresholds.USUAL.examples();

  @Option(
      names = "--min-distinct",
      paramLabel = "0.8",
      descriptionKey = "option.minDistinct",
      order = 6)
  double distinct = Thresholds.USUAL.distinct();

  @Option(names = "--min-answer", paramLabel = "20", descriptionKey = "option.minAnswer", order = 6)
  double answer = Thresholds.USUAL.answer();

  @Option(names = "--min-tone", paramLabel = "0.7", descriptionKey = "option.minTone", order = 6)
  double tone = Thresholds.USUAL.tone();

  Examination look(DataFile file) {
    String code = language;
    if (code != null && !Languages.knows(code))
      throw new Refused(
          new CliProblem.NoSuchChoice("--language", code, List.of("es", "en", "ca", "…")));
    CheckPlan plan =
        new CheckPlan(
            provider,
            file.hasTexts(),
            Optional.ofNullable(code),
            consent,
            limit(),
            Optional.of(new LinearLabels()),
            Thresholds.USUAL.with(examples, distinct, answer, tone),
            only,
            everything);
    try (Stream<Reading> readings = file.readings()) {
      return plan.examine(file.source(), readings, file.isForProviders());
    }
  }

  /// What the hosted models read of one example; this machine's are counted when they are chosen.
  private Optional<CheckPlan.ModelLimit> limit() {
    if (!provider.isHosted()) return Optional.empty();
    return Optional.of(
        new CheckPlan.ModelLimit(
            conversation -> OpenAiTokens.o200k().count(conversation), OpenAiTokens.EXAMPLE_LIMIT));
  }
}
