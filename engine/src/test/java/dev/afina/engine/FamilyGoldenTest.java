package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.pytorch.global.torch.cat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.model.Base;
import dev.afina.model.ModelFile;
import dev.afina.model.Safetensors;
import dev.afina.tokenizer.Example;
import dev.afina.training.Batch;
import dev.afina.training.Blocks;
import dev.afina.training.Lora;
import dev.afina.training.Numerics.Dtype;
import dev.afina.training.Optimizer;
import dev.afina.training.Passes;
import dev.afina.training.Rate;
import dev.afina.training.Recipe;
import dev.afina.training.Teaching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Tiny models of every family that Afina reads, against what Transformers and PEFT computed. Every
/// folder below the goldens is tried; a family that is not read is skipped with the reason.
class FamilyGoldenTest {
  private static final Path GOLDENS = Path.of(System.getProperty("afina.goldens"));

  @TestFactory
  Stream<DynamicNode> everyFamily() throws IOException {
    return folders("models").map(folder -> family(folder, folder));
  }

  /// The same models as older programs left them: the same numbers must come out.
  @TestFactory
  Stream<DynamicNode> everyOlderLayout() throws IOException {
    return folders("models-older-layout")
        .map(folder -> {
          String name = folder.getFileName().toString().replaceFirst("-.*", "");
          return family(folder, GOLDENS.resolve("models").resolve(name));
        });
  }

  private static Stream<Path> folders(String below) throws IOException {
    Path folder = GOLDENS.resolve(below);
    assumeTrue(Files.isDirectory(folder), "no goldens at " + folder);
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  /// @param told the folder that says what it must compute
  private static DynamicNode family(Path folder, Path told) {
    String name = folder.getFileName().toString();
    try {
      Base base = Base.open(name, folder, Digest.of(name));
      JsonNode reference = Json.read(told.resolve("reference.json"), JsonNode.class);
      return dynamicContainer(name, new Family(told, base, reference).tests());
    } catch (Refused e) {
      return dynamicTest(name, () -> abort("not read yet: " + e.getMessage()));
    }
  }

  /// How a step is computed; `lora_accumulated` in micro-batches.
  private enum Way {
    PLAIN {
      @Override
      Step step(Learning learning, int threads, int together) {
        return new PlainStep(learning, threads, together);
      }
    },
    TREE {
      @Override
      Step step(Learning learning, int threads, int together) {
        return new TreeStep(learning, threads, together);
      }
    };

    abstract Step step(Learning learning, int threads, int together);
  }

  private record Family(Path folder, Base base, JsonNode reference) {

    Stream<DynamicTest> tests() {
      return Stream.concat(
          Stream.of(
              dynamicTest("the tokenizer gives the same tokens", this::tokens),
              dynamicTest("the same tokens are learned", this::learnedTokens),
              dynamicTest("logits are the same", this::logits),
              dynamicTest("the loss of each conversation is the same", this::losses),
              dynamicTest("greedy tokens are the same", this::greedy),
              dynamicTest("labels are as likely", this::labels),
              dynamicTest("labels as branches of one tree are as likely", this::labelTree),
              dynamicTest("an adapter that PEFT saved", this::peftAdapter)),
          Arrays.stream(Way.values())
              .flatMap(way ->
                  Stream.of("lora", "lora_accumulated", "full")
                      .map(kind ->
                          dynamicTest(
                              "ten steps of " + kind + ", " + way, () -> train(kind, way, 1e-5)))));
    }

    private void tokens() {
      try (var tokenizer = base.tokenizer()) {
        for (JsonNode item : reference.path("tokenizer")) {
          int[] ids = tokenizer.encode(item.path("text").asString());
          assertThat(ids).as(item.toString()).isEqualTo(SmolLm2GoldenTest.ints(item.path("ids")));
          assertThat(tokenizer.decode(ids)).isEqualTo(item.path("decoded").asString());
        }
      }
    }

    private void learnedTokens() {
      try {
        base.template();
      } catch (Refused unknown) {
        abort("template not read yet: " + unknown.getMessage());
      }
      try (var tokenizer = base.tokenizer()) {
        for (JsonNode c : reference.get("conversations")) {
          Example example =
              Example.of(Json.convert(c, Conversation.class), tokenizer, base.template());
          int[] ids = SmolLm2GoldenTest.ints(c.get("input_ids"));
          int[] learned = SmolLm2GoldenTest.ints(c.get("learned"));
          // Afina ends with the last answer's end of turn; what a template writes behind it is not
          // learned and changes nothing.
          for (int i = 0; i < ids.length; i++) {
            boolean here = i < example.ids().length;
            if (here) assertThat(example.ids()[i]).isEqualTo(ids[i]);
            assertThat(here && example.learned()[i]).as("token %s", i).isEqualTo(learned[i] == 1);
          }
        }
      }
    }

    private void logits() {
      try (Weights weights = weights();
          ModelFile expected = Safetensors.open(folder.resolve("reference/forward.safetensors"));
          PointerScope _ = new PointerScope()) {
        Transformer model = plain(weights);
        for (int i = 0; expected.names().contains("logits." + i); i++)
          assertLogits(model, i, "reference/forward.safetensors");
      }
    }

    private void assertLogits(Transformer model, int i, String file) {
      try (ModelFile expected = Safetensors.open(folder.resolve(file))) {
        int[] ids = SmolLm2GoldenTest.ints(reference.get("conversations").get(i).get("input_ids"));
        Tensor want = Weights.empty(expected.shape("logits." + i), torch.ScalarType.Float);
        expected.read("logits." + i, Weights.memory(want));
        Tensor found = model.logits(model.hidden(Pack.of(ids)));
        assertThat(found.sub(want).abs().max().item_double()).isLessThan(1e-4);
      }
    }

    private void losses() {
      try (Weights weights = weights();
          PointerScope _ = new PointerScope()) {
        Transformer model = plain(weights);
        List<Example> examples = examples();
        for (int i = 0; i < examples.size(); i++) {
          JsonNode loss = reference.get("conversations").get(i).get("loss");
          if (loss.isNull()) continue;
          Example example = examples.get(i);
          Lesson lesson = Lesson.plain(List.of(example));
          assertThat(LossHead.loss(model, lesson) / lesson.rows().length)
              .isCloseTo(loss.asDouble(), within(1e-5));
        }
      }
    }

    private void greedy() {
      try (Weights weights = weights();
          PointerScope _ = new PointerScope()) {
        Transformer model = plain(weights);
        for (JsonNode greedy : reference.get("greedy")) {
          try (Past past = model.past()) {
            Tensor states = model.read(past, SmolLm2GoldenTest.ints(greedy.get("prompt_ids")));
            int[] expected = SmolLm2GoldenTest.ints(greedy.get("greedy"));
            for (int i = 0; i < expected.length; i++) {
              Tensor logits = model.logits(states.narrow(0, states.size(0) - 1, 1));
              if (greedy.get("smallest_gap").asDouble() > 1e-3)
                assertThat(torch.argmax(logits).item_long()).isEqualTo(expected[i]);
              states = model.read(past, new int[] {expected[i]});
            }
          }
        }
      }
    }

    private void labels() {
      JsonNode asked = reference.get("label_likelihoods");
      int[] prompt = SmolLm2GoldenTest.ints(asked.get("prompt_ids"));
      try (Weights weights = weights();
          PointerScope _ = new PointerScope()) {
        Transformer model = plain(weights);
        for (JsonNode label : asked.get("labels")) {
          int[] ids = SmolLm2GoldenTest.ints(label.get("ids"));
          int[] all = IntStream.concat(IntStream.of(prompt), IntStream.of(ids)).toArray();
          boolean[] learned = new boolean[all.length];
          Arrays.fill(learned, prompt.length, all.length, true);
          double loss = LossHead.loss(model, Lesson.plain(List.of(new Example(all, learned))));
          assertThat(-loss).isCloseTo(label.get("logprob").asDouble(), within(1e-3));
        }
      }
    }

    /// What stands before the labels is computed once, and each label goes on from there.
    private void labelTree() {
      JsonNode asked = reference.get("label_likelihoods");
      int[] prompt = SmolLm2GoldenTest.ints(asked.get("prompt_ids"));
      try (Weights weights = weights();
          PointerScope _ = new PointerScope()) {
        Transformer model = plain(weights);
        try (Past past = model.past()) {
          Tensor asking = model.read(past, prompt);
          Tensor last = asking.narrow(0, asking.size(0) - 1, 1);
          int[][] labels =
              asked
                  .get("labels")
                  .valueStream()
                  .map(label -> SmolLm2GoldenTest.ints(label.get("ids")))
                  .toArray(int[][]::new);
          Tensor after = model.after(past, Pack.of(labels));
          long row = 0;
          for (int l = 0; l < labels.length; l++) {
            Tensor states = cat(new TensorVector(last, after.narrow(0, row, labels[l].length)), 0);
            Tensor logs = torch.log_softmax(model.logits(states), -1);
            double sum = 0;
            for (int i = 0; i < labels[l].length; i++)
              sum += logs.narrow(0, i, 1).narrow(1, labels[l][i], 1).item_double();
            double expected = asked.get("labels").get(l).get("logprob").asDouble();
            assertThat(sum).isCloseTo(expected, within(1e-3));
            row += labels[l].length;
          }
        }
      }
    }

    private void peftAdapter() {
      Path saved = folder.resolve("reference/peft_adapter");
      try (Weights weights = weights();
          ModelFile file = Safetensors.open(saved.resolve("adapter_model.safetensors"));
          Weights learned = Weights.read(file, Dtype.F32);
          PointerScope _ = new PointerScope()) {
        Adapter adapter = Adapter.in(saved);
        // The tensors decide which layers carry an adapter; each must fit the model.
        assertThat(adapter.shapes(base.architecture())).containsAllEntriesOf(learned.shapes());
        Transformer model =
            new Transformer(base.architecture(), weights::get, adapter.on(learned::find));
        assertLogits(model, 0, "reference/adapted_logits.safetensors");
      }
    }

    private void train(String kind, Way way, double tolerance) {
      JsonNode told = reference.get(kind);
      int steps = told.get("steps").asInt();
      int micro = told.get("batch").asInt();
      boolean full = kind.equals("full");
      Recipe recipe =
          new Recipe(
              full ? Recipe.Method.FULL : Recipe.Method.LORA,
              full ? Lora.of(1, 1) : lora(told.get("adapter")),
              Optimizer.adamW(
                  new Rate(
                      told.get("learning_rate").asDouble(),
                      Rate.Schedule.valueOf(
                          told.get("schedule").asString().toUpperCase(Locale.ROOT)),
                      told.get("warmup_steps").asDouble() / steps),
                  told.get("weight_decay").asDouble(),
                  told.get("clip").asDouble()),
              new Batch(micro * told.get("accumulation").asInt(), micro),
              Passes.of(1),
              Teaching.answers(4096));
      List<Example> rows = examples();
      try (Weights weights = weights();
          Learning learning = Learning.of(recipe, base.architecture(), weights, Dtype.F32, 1);
          AdamW optimizer = AdamW.of(learning.parameters(), recipe);
          Step step = way.step(learning, 2, micro)) {
        if (!full)
          SmolLm2GoldenTest.load(
              learning.parameters(), folder.resolve("reference/" + kind + ".initial.safetensors"));
        Schedule schedule = new Schedule(recipe.optimizer().rate(), steps);
        int next = 0;
        for (int i = 0; i < steps; i++) {
          List<Example> batch = new ArrayList<>();
          for (int k = 0; k < recipe.batch().size(); k++) batch.add(rows.get(next++ % rows.size()));
          double loss = step.run(i, batch);
          if (i == 0) {
            SmolLm2GoldenTest.assertClose(
                learning.parameters(),
                step.gradient(),
                folder.resolve("reference/" + kind + ".first_gradients.safetensors"),
                2e-5);
            assertThat(loss).isCloseTo(told.get("first_step_loss").asDouble(), within(1e-5));
          }
          assertThat(loss).isCloseTo(told.get("losses").get(i).asDouble(), within(tolerance));
          AdamW.clip(step.gradient(), recipe.optimizer().clip());
          optimizer.step(step.gradient(), schedule.at(i), i + 1);
        }
        SmolLm2GoldenTest.assertClose(
            learning.parameters(),
            learning.parameters().values(),
            folder.resolve("reference/" + kind + ".after_10_steps.safetensors"),
            // Softmax does not see a bias of all keys alike: its gradient is noise.
            part -> full && keyBias(part) ? 2e-3 : 1e-5);
      }
    }

    private static boolean keyBias(String part) {
      return part.endsWith("k_proj.bias") || part.endsWith("c_attn.bias");
    }

    private static Lora lora(JsonNode adapter) {
      return new Lora(
          adapter.get("r").asInt(),
          adapter.get("alpha").asDouble(),
          adapter.path("rslora").asBoolean(false),
          0,
          List.of(Json.convert(adapter.get("targets"), String[].class)),
          Blocks.ALL);
    }

    private List<Example> examples() {
      List<Example> examples = new ArrayList<>();
      for (JsonNode c : reference.get("conversations")) {
        int[] learned = SmolLm2GoldenTest.ints(c.get("learned"));
        boolean[] marks = new boolean[learned.length];
        for (int i = 0; i < marks.length; i++) marks[i] = learned[i] == 1;
        examples.add(new Example(SmolLm2GoldenTest.ints(c.get("input_ids")), marks));
      }
      return examples;
    }

    private Weights weights() {
      try (ModelFile file = base.weights()) {
        return Weights.read(file, Dtype.F32);
      }
    }

    private Transformer plain(Weights weights) {
      return new Transformer(base.architecture(), weights::get, Transformer.Adaptation.NONE);
    }
  }
}
