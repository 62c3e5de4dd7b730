package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.model.Base;
import dev.afina.model.ChatModel.Reply;
import dev.afina.model.ModelFile;
import dev.afina.model.ModelProblem;
import dev.afina.model.Sampling;
import dev.afina.model.json.JsonSchema;
import dev.afina.training.Numerics.Dtype;
import dev.afina.training.local.AnsweringNeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers that are held to a JSON schema, of a model that has learned nothing and is drawn from
/// wildly.
class FormTest {
  private static final Path MODEL =
      Path.of(System.getProperty("afina.goldens"), "models", "smollm2");
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  @Test
  void whateverIsDrawnIsWholeAndValid() {
    withModel(answerer -> {
      for (int seed = 0; seed < 60; seed++) {
        String schema = Json.line(schema(new Random(seed), 3));
        assertValid(schema, drawn(answerer, schema, seed, 120));
      }
    });
  }

  @Test
  void aFormThatContainsItselfEnds() {
    String schema =
        """
        {"$ref": "#/$defs/tree", "$defs": {"tree": {"type": "object", "required": ["ramas", "año"],
        "properties": {"año": {"enum": [1, "niño", null]},
        "ramas": {"type": "array", "items": {"$ref": "#/$defs/tree"}, "maxItems": 3}}}}}
        """;
    withModel(answerer -> {
      for (int seed = 0; seed < 20; seed++) assertValid(schema, drawn(answerer, schema, seed, 90));
    });
  }

  @Test
  void aFormThatDoesNotFitIsRefused() {
    withModel(answerer ->
        assertThatThrownBy(() -> drawn(answerer, "{\"const\": \"a long text\"}", 1, 5))
            .isInstanceOfSatisfying(
                Refused.class,
                e ->
                    assertThat(e.facts())
                        .containsExactly(new ModelProblem.TooShortForSchema(5, 14))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"string\", \"pattern\": \"a+\"}",
        "{\"oneOf\": [{\"type\": \"string\"}]}",
        "{\"type\": \"number\", \"minimum\": 3}",
        "{\"type\": \"object\", \"required\": [\"a\"]}",
        "{\"$ref\": \"https://example.org/other\"}",
        "{\"$ref\": \"#\"}",
        "{\"type\": \"file\"}"
      })
  void whatIsNotSupportedIsRefusedByItsName(String schema) {
    assertThatThrownBy(() -> JsonSchema.of(Json.tree(schema)))
        .isInstanceOfSatisfying(
            Refused.class,
            e ->
                assertThat(e.facts().getFirst())
                    .isInstanceOf(ModelProblem.UnsupportedSchema.class));
  }

  private static void assertValid(String schema, Reply reply) {
    assertThat(reply.finished()).as(reply.text()).isTrue();
    assertThat(REGISTRY.getSchema(schema).validate(reply.text(), InputFormat.JSON))
        .as("%s against %s", reply.text(), schema)
        .isEmpty();
  }

  private static Reply drawn(Answerer answerer, String schema, long seed, int tokens) {
    Sampling sampling =
        new Sampling(
            1.5,
            Sampling.Cut.NONE,
            Sampling.Penalties.NONE,
            new Sampling.End(tokens, List.of(), schema),
            seed,
            -1);
    Turn turn = answerer.begin(List.of(Message.user("algo")), sampling, _ -> true);
    while (turn.goesOn()) answerer.step(List.of(turn));
    return turn.end();
  }

  private static void withModel(Consumer<Answerer> test) {
    assumeTrue(Files.isDirectory(MODEL), "no goldens at " + MODEL);
    Base base = Base.at(MODEL);
    try (ModelFile file = base.weights();
        Weights weights = Weights.read(file, Dtype.F32);
        var wording = new Wording(base);
        var prefixes = new Prefixes(AnsweringNeed.PROMPTS)) {
      var model = new Transformer(base.architecture(), weights::get, Transformer.Adaptation.NONE);
      test.accept(new Answerer(model, "", prefixes, wording));
    }
  }

  /// A schema of everything that is supported.
  private static Map<String, Object> schema(Random random, int depth) {
    int kind = random.nextInt(depth > 0 ? 9 : 6);
    return switch (kind) {
      case 0 -> Map.of("type", List.of("string", "null"));
      case 1 -> Map.of("type", random.nextBoolean() ? "integer" : "number");
      case 2 -> Map.of("type", "boolean", "description", "sí o no");
      case 3 -> Map.of("enum", List.of("rojo", "añil", 7, 1.5, true));
      case 4 -> Map.of("const", Map.of("a", List.of(1, "\"\n")));
      case 5 -> Map.of("type", "string");
      case 6 -> {
        int least = random.nextInt(3);
        yield Map.of(
            "type",
            "array",
            "items",
            schema(random, depth - 1),
            "minItems",
            least,
            "maxItems",
            least + random.nextInt(3));
      }
      case 7 -> Map.of("anyOf", List.of(schema(random, depth - 1), schema(random, depth - 1)));
      default -> {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          properties.put("p" + i, schema(random, depth - 1));
          if (random.nextBoolean()) required.add("p" + i);
        }
        yield Map.of(
            "type",
            "object",
            "properties",
            properties,
            "required",
            required,
            "additionalProperties",
            false);
      }
    };
  }
}
