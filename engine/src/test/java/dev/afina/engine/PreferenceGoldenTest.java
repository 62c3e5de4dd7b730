package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.afina.core.Json;
import dev.afina.model.Base;
import dev.afina.model.ModelFile;
import dev.afina.tokenizer.Example;
import dev.afina.training.Batch;
import dev.afina.training.History;
import dev.afina.training.Lora;
import dev.afina.training.Numerics.Dtype;
import dev.afina.training.Optimizer;
import dev.afina.training.Passes;
import dev.afina.training.Preference;
import dev.afina.training.Rate;
import dev.afina.training.Recipe;
import dev.afina.training.Teaching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Ten steps on pairs of answers, against TRL's `DPOTrainer`.
class PreferenceGoldenTest {
  private static final Path MODELS = Path.of(System.getProperty("afina.goldens"), "models");

  private interface Way {
    Step of(Learning learning, int threads, int together);
  }

  private static final Map<String, Way> WAYS = Map.of("plain", PlainStep::new, "tree", TreeStep::new);

  @TestFactory
  Stream<DynamicTest> tenStepsOfDpo() throws IOException {
    if (!Files.isDirectory(MODELS))
      return Stream.of(dynamicTest("goldens", () -> abort("no goldens at " + MODELS)));
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> models = Files.list(MODELS)) {
      for (Path model : models.filter(PreferenceGoldenTest::hasPairs).sorted().toList())
        WAYS.forEach((name, way) ->
            tests.add(dynamicTest(model.getFileName() + ", " + name, () -> train(model, way))));
    }
    return tests.stream();
  }

  private static boolean hasPairs(Path model) {
    return Files.exists(model.resolve("reference/dpo.initial.safetensors"));
  }

  private static void train(Path model, Way way) {
    JsonNode told = Json.read(model.resolve("reference.json"), JsonNode.class).get("dpo");
    JsonNode adapter = Json.read(model.resolve("reference.json"), JsonNode.class).at("/lora/adapter");
    Recipe recipe = recipe(told, adapter);
    PreferenceLoss objective = new PreferenceLoss(recipe.teaching().preference());
    Base base = Base.at(model);
    try (Weights weights = weights(base);
        Learning learning = Learning.of(recipe, base.architecture(), weights, Dtype.F32, 1);
        AdamW optimizer = AdamW.of(learning.parameters(), recipe);
        Step step = way.of(learning, 2, recipe.together())) {
      SmolLm2GoldenTest.load(
          learning.parameters(), model.resolve("reference/dpo.initial.safetensors"));
      List<Task> pairs = Task.measured(pairs(told), step);
      Schedule schedule = new Schedule(recipe.optimizer().rate(), told.get("steps").asInt());
      int next = 0;
      for (int i = 0; i < schedule.steps(); i++) {
        List<Task> batch = new ArrayList<>();
        while (batch.size() < recipe.batch().size()) batch.add(pairs.get(next++ % pairs.size()));
        JsonNode logged = told.get("logged").get(i);
        Judged judged = objective.judged(step, Task.choices(batch));
        double loss = objective.learn(step, i, Task.choices(batch));
        assertThat(loss).isCloseTo(logged.get("loss").asDouble(), within(1e-5));
        assertThat(judged.loss()).isCloseTo(loss, within(1e-6));
        assertThat(judged.choices())
            .extracting(History.Choices::margin)
            .satisfies(margin ->
                assertThat((double) margin)
                    .isCloseTo(logged.get("rewards/margins").asDouble(), within(1e-4)));
        AdamW.clip(step.gradient(), recipe.optimizer().clip());
        optimizer.step(step.gradient(), schedule.at(i), i + 1);
      }
      SmolLm2GoldenTest.assertClose(
          learning.parameters(),
          learning.parameters().values(),
          model.resolve("reference/dpo.after_10_steps.safetensors"),
          3e-4);
    }
  }

  private static Recipe recipe(JsonNode told, JsonNode adapter) {
    Rate rate = new Rate(told.get("learning_rate").asDouble(), Rate.Schedule.LINEAR, 0);
    return new Recipe(
        Recipe.Method.DPO,
        Lora.of(
            adapter.get("r").asInt(),
            adapter.get("alpha").asDouble(),
            List.of(Json.convert(adapter.get("targets"), String[].class))),
        Optimizer.adamW(rate, 0, told.get("clip").asDouble()),
        Batch.of(told.get("batch").asInt()),
        Passes.of(1),
        new Teaching(
            4096, Teaching.TooLong.REFUSE, 0, new Preference(told.get("beta").asDouble(), 0)));
  }

  private static List<Task> pairs(JsonNode told) {
    List<Task> pairs = new ArrayList<>();
    for (JsonNode pair : told.get("tokens"))
      pairs.add(new Task.Choice(answer(pair, "chosen"), answer(pair, "rejected"), 0));
    return pairs;
  }

  private static Example answer(JsonNode pair, String which) {
    int[] ids = SmolLm2GoldenTest.ints(pair.get(which));
    boolean[] learned = new boolean[ids.length];
    Arrays.fill(learned, pair.get("prompt").size(), ids.length, true);
    return new Example(ids, learned);
  }

  private static Weights weights(Base base) {
    try (ModelFile file = base.weights()) {
      return Weights.read(file, Dtype.F32);
    }
  }
}
