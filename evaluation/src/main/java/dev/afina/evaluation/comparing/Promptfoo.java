package dev.afina.evaluation.comparing;

import dev.afina.core.Json;
import dev.afina.core.SafeFile;
import dev.afina.evaluation.Expected;
import dev.afina.evaluation.grading.Grader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// The same cases as a configuration of
/// [promptfoo](https://www.promptfoo.dev/docs/configuration/reference/), for who compares models
/// with it. Graders it has no word for (surprise, register, invented facts) are left out and named
/// in `metadata`.
public final class Promptfoo {
  private Promptfoo() {}

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .build();

  /// @param model the name under which a server with OpenAI's interface knows the model
  public static void write(Path file, String description, String model, List<TestCase> cases) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("description", description);
    all.put("prompts", List.of("{{conversation}}"));
    all.put("providers", List.of("openai:chat:" + model));
    all.put("tests", cases.stream().map(Promptfoo::test).toList());
    SafeFile.write(file, YAML.writeValueAsString(all));
  }

  private static Map<String, Object> test(TestCase one) {
    List<Map<String, Object>> asserts = new ArrayList<>();
    List<String> left = new ArrayList<>();
    one.expected().ifPresent(expected -> asserts.add(expected(expected)));
    one.demands().facts().forEach(fact -> asserts.add(made("icontains", fact)));
    one.demands().mustNot().forEach(text -> asserts.add(made("not-icontains", text)));
    for (Grader grader : one.demands().graders()) {
      Map<String, Object> known = known(grader, one.reference());
      if (known.isEmpty()) left.add(grader.notation());
      else asserts.add(known);
    }
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("description", one.text());
    test.put("vars", Map.of("conversation", Json.line(one.question())));
    test.put("assert", asserts);
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("kind", one.place().kind().word());
    if (!one.place().tags().isEmpty()) about.put("tags", one.place().tags());
    if (!left.isEmpty()) about.put("left-out", left);
    test.put("metadata", about);
    return test;
  }

  private static Map<String, Object> expected(Expected expected) {
    return switch (expected) {
      case Expected.None() -> made("equals", Expected.NONE);
      case Expected.OneOf(var labels) ->
          labels.size() == 1
              ? made("equals", labels.first())
              : made("contains-any", List.copyOf(labels));
    };
  }

  /// Empty where promptfoo has no such check.
  private static Map<String, Object> known(Grader grader, String reference) {
    return switch (grader) {
      case Grader.Exact(var text) -> made("equals", text);
      case Grader.Contains(var text, var wanted) ->
          made(wanted ? "icontains" : "not-icontains", text);
      case Grader.Matches(var pattern, var wanted) ->
          made(wanted ? "regex" : "not-regex", pattern.pattern());
      case Grader.JsonForm(var schema) -> made("is-json", Json.tree(schema));
      case Grader.Criterion(var question) -> made("llm-rubric", question);
      case Grader.Refusal(var wanted) -> made(wanted ? "is-refusal" : "not-is-refusal", true);
      case Grader.Limit(var measure, var limit, _) ->
          switch (measure) {
            case BLEU -> limited("bleu", reference, limit / 100);
            case LATENCY -> Map.of("type", "latency", "threshold", limit * 1000);
            case COST -> Map.of("type", "cost", "threshold", limit);
            case CHRF, ROUGE_L, SIMILARITY, PERPLEXITY, BITS_PER_BYTE -> Map.of();
          };
      case Grader.Same _, Grader.Told _, Grader.Language _, Grader.Register _, Grader.Length _ ->
          Map.of();
    };
  }

  private static Map<String, Object> made(String type, Object value) {
    Map<String, Object> check = new LinkedHashMap<>();
    check.put("type", type);
    check.put("value", value);
    return check;
  }

  private static Map<String, Object> limited(String type, String value, double threshold) {
    Map<String, Object> check = made(type, value);
    check.put("threshold", threshold);
    return check;
  }
}
