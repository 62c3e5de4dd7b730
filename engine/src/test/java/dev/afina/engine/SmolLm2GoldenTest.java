package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.model.Base;
import dev.afina.model.ChatModel.Reply;
import dev.afina.model.ModelFile;
import dev.afina.model.Safetensors;
import dev.afina.model.Sampling;
import dev.afina.tokenizer.Example;
import dev.afina.training.Lora;
import dev.afina.training.Numerics;
import dev.afina.training.Numerics.Dtype;
import dev.afina.training.Recipe;
import dev.afina.training.local.AnsweringNeed;
import dev.afina.training.local.Decoding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The real SmolLM2-135M-Instruct against what Transformers and PEFT computed, in 32 bits. The
/// tolerances are those of the goldens' README.
class SmolLm2GoldenTest {
  static final Path GOLDENS = Path.of(System.getProperty("afina.goldens"), "smollm2-135m");
  private static final Numerics F32 = new Numerics(Dtype.F32, 2, "");
  static JsonNode reference;
  static Base base;
  static Weights weights;

  @BeforeAll
  static void read() {
    assumeTrue(Files.isDirectory(GOLDENS), "no goldens at " + GOLDENS);
    base = RealBase.smolLm2();
    reference = Json.read(GOLDENS.resolve("reference.json"), JsonNode.class);
    try (ModelFile file = base.weights()) {
      weights = Weights.read(file, Dtype.F32);
    }
  }

  @AfterAll
  static void close() {
    if (weights != null) weights.close();
  }

  @ParameterizedTest
  @EnumSource
  void greedyTextIsTheSame(Decoding decoding) {
    try (var wording = new Wording(base);
        var prefixes = new Prefixes(AnsweringNeed.PROMPTS);
        var crew = new Crew(2);
        var speaking = Answering.speaking(base, F32, decoding, crew)) {
      Answerer answerer = answerer(wording, prefixes);
      for (JsonNode chat : reference.get("chats")) {
        int[] expected = ints(chat.get("greedy"));
        int tokens =
            expected.length - (chat.get("greedy_text").asString().endsWith("<|im_end|>") ? 1 : 0);
        String text = wording.tokenizer().decode(Arrays.copyOf(expected, tokens));
        Turn turn = answerer.begin(messages(chat), Sampling.greedy(32), _ -> true);
        while (turn.goesOn()) speaking.step(List.of(turn));
        Reply reply = turn.end();
        assertThat(reply.text()).isEqualTo(text);
        assertThat(reply.promptTokens()).isEqualTo(chat.get("ids").size());
        assertThat(reply.finished()).isEqualTo(tokens < expected.length);
      }
    }
  }

  @Test
  void theMeanLossOfAPromptIsTheSame() {
    for (JsonNode chat : reference.get("chats")) {
      int[] ids = ints(chat.get("ids"));
      boolean[] learned = new boolean[ids.length];
      Arrays.fill(learned, 1, ids.length, true);
      Example example = new Example(ids, learned);
      try (PointerScope _ = new PointerScope()) {
        double loss = LossHead.loss(plain(), Lesson.plain(List.of(example)));
        assertThat(loss / (ids.length - 1))
            .isCloseTo(chat.get("mean_nll").asDouble(), within(1e-4));
      }
    }
  }

  @Test
  void aLabelIsScoredWithItsEndOfTurn() {
    try (var wording = new Wording(base);
        var crew = new Crew(2)) {
      var likelihoods =
          new Likelihoods(wording.chats(), new Trees(crew, List.of(plain(), plain())));
      List<String> labels = new ArrayList<>();
      reference.get("labels").forEach(label -> labels.add(label.get("label").asString()));
      List<Message> asked = messages(reference.get("chats").get(1));
      double[] scores = likelihoods.scores(List.of(asked), labels).getFirst();
      for (int i = 0; i < scores.length; i++)
        assertThat(scores[i])
            .isCloseTo(reference.get("labels").get(i).get("logprob").asDouble(), within(1e-3));
    }
  }

  @Test
  void tenStepsOfLoraAreThoseOfPeft() {
    JsonNode lora = reference.get("lora");
    Lora adapter =
        Lora.of(lora.get("r").asInt(), lora.get("alpha").asDouble(), strings(lora.get("targets")));
    List<Example> rows = new ArrayList<>();
    lora.get("rows").forEach(row -> rows.add(row(row)));
    try (Learning learning = Learning.adapter(adapter, base.architecture(), weights, 1);
        AdamW optimizer = AdamW.of(learning.parameters(), Recipe.usual());
        Step step = new PlainStep(learning, 2, rows.size())) {
      load(learning.parameters(), GOLDENS.resolve("lora.initial.safetensors"));
      for (int i = 0; i < lora.get("steps").asInt(); i++) {
        double loss = step.run(i, rows);
        double length = AdamW.clip(step.gradient(), lora.get("clip").asDouble());
        assertThat(loss).isCloseTo(lora.get("losses").get(i).asDouble(), within(1e-4));
        assertThat(length / lora.get("grad_norms").get(i).asDouble()).isCloseTo(1, within(1e-3));
        optimizer.step(step.gradient(), lora.get("learning_rate").asDouble(), i + 1);
      }
      assertClose(
          learning.parameters(),
          learning.parameters().values(),
          GOLDENS.resolve("lora.after_10_steps.safetensors"),
          2e-3);
    }
  }

  private static Answerer answerer(Wording wording, Prefixes prefixes) {
    return new Answerer(plain(), "", prefixes, wording);
  }

  private static Transformer plain() {
    return new Transformer(base.architecture(), weights::get, Transformer.Adaptation.NONE);
  }

  private static Example row(JsonNode row) {
    int[] prompt = ints(row.get("prompt_ids"));
    int[] answer = ints(row.get("answer_ids"));
    int[] ids = Arrays.copyOf(prompt, prompt.length + answer.length);
    System.arraycopy(answer, 0, ids, prompt.length, answer.length);
    boolean[] learned = new boolean[ids.length];
    Arrays.fill(learned, prompt.length, ids.length, true);
    return new Example(ids, learned);
  }

  static void load(Parameters parameters, Path file) {
    try (ModelFile saved = Safetensors.open(file);
        PointerScope _ = new PointerScope()) {
      for (Parameters.Part part : parameters.parts())
        saved.read(part.name(), Weights.memory(parameters.part(parameters.values(), part)));
    }
  }

  /// Every part of a vector laid out like the parameters, relative to the length of the expected.
  static void assertClose(Parameters parameters, Tensor vector, Path file, double tolerance) {
    assertClose(parameters, vector, file, _ -> tolerance);
  }

  /// @param tolerance of a part, by its name
  static void assertClose(
      Parameters parameters, Tensor vector, Path file, ToDoubleFunction<String> tolerance) {
    try (ModelFile saved = Safetensors.open(file)) {
      assertThat(saved.names()).hasSameSizeAs(parameters.parts());
      for (Parameters.Part part : parameters.parts()) {
        try (PointerScope _ = new PointerScope()) {
          Tensor expected = Weights.empty(part.layout(), torch.ScalarType.Float);
          saved.read(part.name(), Weights.memory(expected));
          Tensor found = parameters.part(vector, part);
          double distance = torch.norm(found.sub(expected)).item_double();
          assertThat(distance / torch.norm(expected).item_double())
              .as(part.name())
              .isLessThan(tolerance.applyAsDouble(part.name()));
        }
      }
    }
  }

  private static List<Message> messages(JsonNode chat) {
    List<Message> messages = new ArrayList<>();
    chat.get("messages").forEach(m -> messages.add(Json.convert(m, Message.class)));
    return messages;
  }

  static int[] ints(JsonNode array) {
    return Json.convert(array, int[].class);
  }

  private static List<String> strings(JsonNode array) {
    return List.of(Json.convert(array, String[].class));
  }
}
