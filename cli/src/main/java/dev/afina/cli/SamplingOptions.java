package dev.afina.cli;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.model.Sampling;
import dev.afina.model.json.JsonSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// How an answer is drawn.
final class SamplingOptions {

  @Option(
      names = "--temperature",
      paramLabel = "0–2",
      descriptionKey = "option.temperature",
      order = 20)
  double temperature = 0;

  @Option(names = "--top-p", paramLabel = "0–1", descriptionKey = "option.topP", order = 21)
  double topP = 1;

  @Option(names = "--top-k", paramLabel = "N", descriptionKey = "option.topK", order = 22)
  int topK = 0;

  @Option(names = "--min-p", paramLabel = "0–1", descriptionKey = "option.minP", order = 23)
  double minP = 0;

  @Option(
      names = "--repetition-penalty",
      paramLabel = "1–2",
      descriptionKey = "option.repetition",
      order = 24)
  double repetition = 1;

  @Option(
      names = "--presence-penalty",
      paramLabel = "-2–2",
      descriptionKey = "option.presence",
      order = 25)
  double presence = 0;

  @Option(
      names = "--frequency-penalty",
      paramLabel = "-2–2",
      descriptionKey = "option.frequency",
      order = 26)
  double frequency = 0;

  @Option(
      names = "--stop",
      paramLabel = "${bundle:label.text}",
      descriptionKey = "option.stop",
      order = 27)
  List<String> stop = new ArrayList<>();

  @Option(names = "--max-tokens", paramLabel = "N", descriptionKey = "option.maxTokens", order = 28)
  int maxTokens = 256;

  @Option(names = "--seed", paramLabel = "N", descriptionKey = "option.seed", order = 29)
  long seed = 42;

  @Option(names = "--logprobs", paramLabel = "0–20", descriptionKey = "option.logprobs", order = 30)
  int alternatives = -1;

  @Option(
      names = "--schema",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.schema",
      order = 31)
  @Nullable Path schema;

  /// @throws Refused naming the first number that is out of its range
  Sampling read() {
    check("--temperature", temperature, 0, 2);
    check("--top-p", topP, 0, 1);
    check("--top-k", topK, 0, 1_000_000);
    check("--min-p", minP, 0, 1);
    check("--repetition-penalty", repetition, 1, 2);
    check("--presence-penalty", presence, -2, 2);
    check("--frequency-penalty", frequency, -2, 2);
    check("--max-tokens", maxTokens, 1, 100_000);
    check("--logprobs", alternatives, -1, 20);
    if (stop.contains("")) throw new Refused(new CliProblem.WrongValue("--stop", ""));
    return new Sampling(
        temperature,
        new Sampling.Cut(topK, topP, minP),
        new Sampling.Penalties(repetition, presence, frequency),
        new Sampling.End(maxTokens, stop, schema == null ? "" : form(schema)),
        seed,
        alternatives);
  }

  /// Reads the schema here, so that a wrong one is refused before a model is loaded.
  private static String form(Path file) {
    JsonNode schema = Json.read(file, JsonNode.class);
    JsonSchema.of(schema);
    return Json.line(schema);
  }

  private static void check(String option, double value, double low, double high) {
    if (!(value >= low && value <= high))
      throw new Refused(new CliProblem.OutOfRange(option, value, low, high));
  }
}
