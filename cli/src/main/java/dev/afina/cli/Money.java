package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.dataset.check.Provider;
import dev.afina.dataset.cost.Estimate;
import dev.afina.dataset.cost.PriceFile;
import dev.afina.tokenizer.OpenAiTokens;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a training at a hosted provider would cost, for every command that counts tokens.
final class Money {

  @Option(
      names = "--model",
      paramLabel = "gpt-4.1-mini",
      descriptionKey = "option.priced",
      order = 6)
  @Nullable String model;

  @Option(names = "--epochs", paramLabel = "N", descriptionKey = "option.pricedEpochs", order = 7)
  @Nullable Integer epochs;

  @Option(names = "--budget", paramLabel = "USD", descriptionKey = "option.budget", order = 8)
  @Nullable Double budget;

  @Option(
      names = "--prices",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.prices",
      order = 9)
  @Nullable Path prices;

  /// As the model counts them that was named, else as today's models do.
  OpenAiTokens tokens() {
    return model == null ? OpenAiTokens.o200k() : OpenAiTokens.of(model);
  }

  boolean isAsked() {
    return model != null;
  }

  /// Nothing if nobody asked for a price.
  Optional<Estimate> estimate(long tokens, int examples, Provider trainer, Call call) {
    String name = model;
    if (name == null) return Optional.empty();
    PriceFile file = prices == null ? PriceFile.own() : PriceFile.read(prices);
    Provider hosted = trainer.isHosted() ? trainer : Provider.OPENAI;
    PriceFile.Price price =
        file.of(hosted.name().toLowerCase(Locale.ROOT), name)
            .orElseThrow(() ->
                new Refused(
                    new CliProblem.NoSuchChoice(
                        "--model",
                        name,
                        file.prices().stream().map(PriceFile.Price::model).distinct().toList())));
    int times = epochs == null ? Estimate.usualEpochs(examples) : epochs;
    LocalDate today = LocalDate.ofInstant(call.outside.clock().instant(), ZoneOffset.UTC);
    return Optional.of(Estimate.of(tokens, times, price, file.asOf(), limit(), today));
  }

  /// Whether nothing should be paid.
  boolean blocks(Optional<Estimate> cost) {
    return cost.map(one -> one.isBlocked(limit())).orElse(false);
  }

  private OptionalDouble limit() {
    return budget == null ? OptionalDouble.empty() : OptionalDouble.of(budget);
  }
}
