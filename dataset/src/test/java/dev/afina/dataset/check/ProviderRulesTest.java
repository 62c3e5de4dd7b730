package dev.afina.dataset.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderRulesTest {
  private static final ProviderRules OPENAI = new ProviderRules(Provider.OPENAI);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unknown_key | {"messages": [{"role": "assistant", "content": "a", "weight": 1}], "weight": 1}
          unknown_key | {"messages": [{"role": "assistant", "content": "a", "stars": 5}]}
          wrong_weight | {"messages": [{"role": "assistant", "content": "a", "weight": 0.5}]}
          wrong_weight | {"messages": [{"role": "user", "content": "a", "weight": 1}]}
          wrong_name | {"messages": [{"role": "user", "content": "a", "name": "Ana Pérez"}]}
          wrong_type | {"messages": [{"role": "user", "content": 7}]}
          wrong_type | {"messages": [{"role": "user", "content": null}]}
          wrong_type | {"messages": [], "parallel_tool_calls": "yes"}
          wrong_type | {"messages": [], "functions": []}
          wrong_type | [1, 2]
          unanswered_call | {"messages": [{"role": "tool", "tool_call_id": "x", "content": "a"}]}
          unanswered_call | {"messages": [{"role": "assistant", "tool_calls": [{"id": "x", "function": {"name": "f", "arguments": "{}"}}]}]}
          image_refused | {"messages": [{"role": "assistant", "content": [{"type": "image_url", "image_url": {"url": "https://a"}}]}]}
          image_refused | {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/gif;base64,AA"}}]}]}
          wrong_pair | {"input": {"messages": []}, "preferred_output": [{"role": "user", "content": "a"}], "non_preferred_output": [{"role": "assistant", "content": "b"}]}
          wrong_pair | {"input": {"messages": []}, "preferred_output": [{"role": "assistant", "content": "a"}], "non_preferred_output": []}
          """)
  void aLineTheProviderRefuses(String rule, String json) {
    assertThat(line(OPENAI, json))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.rule()).isEqualTo(rule);
          assertThat(finding.code()).contains("invalid_file_format");
          assertThat(finding.line()).isEqualTo(3);
        });
    assertThat(line(new ProviderRules(Provider.LOCAL), json)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x | {"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "a", "name": "ana"}, {"role": "assistant", "content": "b", "weight": 0}]}
          x | {"messages": [{"role": "assistant", "content": null, "tool_calls": [{"id": "x", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "x", "content": "1"}, {"role": "assistant", "content": "b"}], "tools": [], "parallel_tool_calls": false}
          x | {"input": {"messages": [{"role": "user", "content": "a"}], "tools": [], "parallel_tool_calls": true}, "preferred_output": [{"role": "assistant", "content": "a"}], "non_preferred_output": [{"role": "assistant", "content": "b"}]}
          x | {"input": {"messages": []}, "preferred_completion": [{"role": "assistant", "content": "a"}], "non_preferred_completion": [{"role": "assistant", "content": "b"}]}
          x | {"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image_url", "image_url": {"url": "https://a/b.png", "detail": "low"}}]}]}
          """)
  void aLineTheProviderTakes(String nothing, String json) {
    assertThat(line(OPENAI, json)).isEmpty();
  }

  @Test
  void moreThanTenPicturesAreTooMany() {
    String picture = "{\"type\": \"image_url\", \"image_url\": {\"url\": \"https://a\"}}";
    String eleven = String.join(", ", java.util.Collections.nCopies(11, picture));
    assertThat(
            line(OPENAI, "{\"messages\": [{\"role\": \"user\", \"content\": [" + eleven + "]}]}"))
        .extracting(Finding::rule)
        .containsExactly("image_refused");
  }

  @Test
  void fewerThanTenExamplesAreRefusedByNumber() {
    List<Finding> nine = new ArrayList<>();
    OPENAI.whole("a.jsonl", 9, 1000, nine::add);
    assertThat(nine)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.code()).contains("invalid_n_examples");
          assertThat(finding.problem())
              .isEqualTo(new QualityProblem.TooFewExamples("a.jsonl", 9, 10));
        });
    List<Finding> ten = new ArrayList<>();
    OPENAI.whole("a.jsonl", 10, 1000, ten::add);
    assertThat(ten).isEmpty();
  }

  @Test
  void azureTakesSmallerFiles() {
    List<Finding> findings = new ArrayList<>();
    OPENAI.whole("a.jsonl", 10, 600L << 20, findings::add);
    assertThat(findings).isEmpty();
    new ProviderRules(Provider.AZURE).whole("a.jsonl", 10, 600L << 20, findings::add);
    assertThat(findings).extracting(Finding::rule).containsExactly("file_too_large");
  }

  private static List<Finding> line(ProviderRules rules, String json) {
    List<Finding> findings = new ArrayList<>();
    rules.line("a.jsonl", 3, Json.tree(json), findings::add);
    return findings;
  }
}
