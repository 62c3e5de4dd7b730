package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.model.Sampling;
import dev.afina.model.ScoringModel;
import dev.afina.training.Numerics;
import dev.afina.training.Progress;
import dev.afina.training.Recipe;
import dev.afina.training.RunFolder;
import dev.afina.training.Teaching;
import dev.afina.training.Trainer;
import dev.afina.training.TrainingProblem;
import dev.afina.training.local.Engine;
import dev.afina.training.local.LocalBase;
import dev.afina.training.local.OpenModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine as the rest of Afina sees it: a process started from `dist/engine`, on a small model
/// with random weights.
class LocalEngineIT {
  private static final Engine ENGINE = SmallWorld.ENGINE;

  @TempDir static Path shared;
  @TempDir Path folder;
  static SmallWorld world;

  @BeforeAll
  static void plant() {
    world = SmallWorld.in(shared);
  }

  @Test
  void theSamePlanGivesTheSameBytes() {
    RunFolder one = run("one", Recipe.Method.LORA, 3);
    RunFolder two = run("two", Recipe.Method.LORA, 3);
    train(one);
    train(two);
    assertThat(Digest.of(one.result())).isEqualTo(Digest.of(two.result()));
    assertThat(one.history().losses()).hasSize(9);
    assertThat(one.history().losses().getLast()).isLessThan(one.history().losses().getFirst());
  }

  @Test
  void aKilledTrainingEndsWithTheSameBytes() {
    RunFolder undisturbed = run("undisturbed", Recipe.Method.FULL, 12);
    train(undisturbed);
    RunFolder killed = run("killed", Recipe.Method.FULL, 12);
    ENGINE.trainer().submit(killed);
    SmallWorld.await(killed, event -> event instanceof Progress.Validated v && v.epoch() >= 4);
    SmallWorld.kill(killed);
    assertThat(killed.result()).doesNotExist();
    train(killed);
    assertThat(Digest.of(killed.result())).isEqualTo(Digest.of(undisturbed.result()));
    assertThat(killed.events())
        .as("it went on and did not start again")
        .noneMatch(event -> event instanceof Progress.Training t && t.step() == 1);
  }

  /// Activations are rounded to 8 bits of mantissa, the weights that learn are not.
  @Test
  void aFullTrainingInBf16LearnsWhatOneIn32BitsDoes() {
    Recipe recipe = Recipes.of(Recipe.Method.FULL, 6, Teaching.answers(256));
    Numerics bf16 = new Numerics(Numerics.Dtype.BF16, 2, "test");
    RunFolder exact = run("f32", recipe);
    RunFolder rounded = world.run(folder.resolve("bf16"), recipe, bf16);
    RunFolder killed = world.run(folder.resolve("bf16-killed"), recipe, bf16);
    train(exact);
    train(rounded);
    ENGINE.trainer().submit(killed);
    SmallWorld.await(killed, event -> event instanceof Progress.Validated v && v.epoch() >= 2);
    SmallWorld.kill(killed);
    train(killed);

    List<Double> losses = exact.history().losses();
    for (int step = 0; step < losses.size(); step++)
      assertThat(rounded.history().losses().get(step))
          .as("loss of step %s", step + 1)
          .isCloseTo(losses.get(step), withinPercentage(3));
    assertThat(losses.getLast()).isLessThan(losses.getFirst() / 2);
    assertThat(rounded.history().losses()).isNotEqualTo(losses);
    assertThat(Digest.of(killed.result())).isEqualTo(Digest.of(rounded.result()));
  }

  @Test
  void aPausedTrainingKeepsACheckpointAndGoesOn() {
    RunFolder run = run("paused", Recipe.Method.FULL, 12);
    Trainer trainer = ENGINE.trainer();
    trainer.submit(run);
    SmallWorld.await(run, event -> event instanceof Progress.Training t && t.step() >= 5);
    trainer.pause(run);
    assertThat(trainer.check(run)).isInstanceOf(Progress.Paused.class);
    trainer.submit(run);
    Progress end = SmallWorld.await(run, Progress::isFinal);
    assertThat(end).isInstanceOf(Progress.Trained.class);
    assertThat(run.history().losses()).hasSize(36);
  }

  @Test
  void aDamagedCheckpointIsPassedOver() throws IOException {
    RunFolder undisturbed = run("whole", Recipe.Method.FULL, 12);
    train(undisturbed);
    RunFolder run = run("damaged", Recipe.Method.FULL, 12);
    Trainer trainer = ENGINE.trainer();
    trainer.submit(run);
    SmallWorld.await(run, event -> event instanceof Progress.Validated v && v.epoch() >= 3);
    trainer.pause(run);
    try (var checkpoints = Files.list(run.checkpoints())) {
      Path newest = checkpoints.filter(Files::isDirectory).max(Path::compareTo).orElseThrow();
      Path tensors = newest.resolve("tensors.safetensors");
      byte[] bytes = Files.readAllBytes(tensors);
      bytes[bytes.length / 2] ^= 1;
      Files.write(tensors, bytes);
    }
    train(run);
    assertThat(Digest.of(run.result())).isEqualTo(Digest.of(undisturbed.result()));
    assertThat(run.checkpoints()).as("nobody needs them any more").doesNotExist();
  }

  @Test
  void aTooLongConversationIsRefusedWithItsLine() {
    RunFolder run = run("long", Recipes.of(Recipe.Method.LORA, 1, Teaching.answers(16)));
    ENGINE.trainer().submit(run);
    Trainer trainer = ENGINE.trainer();
    assertThat(SmallWorld.await(run, Progress::isFinal))
        .isInstanceOfSatisfying(
            Progress.Failed.class,
            failed -> assertThat(failed.problem()).isInstanceOf(TrainingProblem.TooLong.class));
    assertThat(trainer.check(run).isFinal()).isTrue();
  }

  @Test
  void whatWasLearnedIsWhatAnswers() {
    RunFolder run = run("answers", Recipe.Method.FULL, 30);
    train(run);
    List<List<Message>> questions =
        List.of(question("objeto número 3 de hierba"), question("objeto número 4 de cielo"));
    try (OpenModels models = new OpenModels(ENGINE);
        ScoringModel model = models.open(world.base(), run.result(), SmallWorld.NUMERICS)) {
      List<double[]> scores = model.score(questions, List.of("verde", "azul"));
      assertThat(scores.get(0)[0]).isGreaterThan(scores.get(0)[1]);
      assertThat(scores.get(1)[1]).isGreaterThan(scores.get(1)[0]);
      StringBuilder said = new StringBuilder();
      var reply =
          model.reply(questions.get(1), Sampling.greedy(20), piece -> said.append(piece) != null);
      assertThat(reply.text()).isEqualTo("azul").isEqualTo(said.toString());
      assertThat(reply.finished()).isTrue();
      assertThat(model.replies(questions, Sampling.greedy(20)))
          .as("side by side as one by one")
          .extracting(one -> one.text())
          .containsExactly("verde", "azul");
      double weighed =
          model
              .likelihoods(
                  List.of(
                      new Conversation(
                          List.of(
                              questions.get(0).get(0),
                              questions.get(0).get(1),
                              Message.assistant("verde")))))
              .getFirst()
              .logLikelihood();
      assertThat(weighed).isCloseTo(scores.get(0)[0], within(1e-3));
    }
  }

  @Test
  void whoComesNextFindsTheBaseLoaded() {
    RunFolder run = run("kept", Recipe.Method.LORA, 5);
    train(run);
    Set<ProcessHandle> others = children();
    OpenModels models = new OpenModels(ENGINE);
    models.open(world.base(), run.result(), SmallWorld.NUMERICS).close();
    Set<ProcessHandle> one = children();
    one.removeAll(others);
    assertThat(one).hasSize(1);
    try (ScoringModel base = models.open(world.base(), null, SmallWorld.NUMERICS)) {
      Set<ProcessHandle> now = children();
      now.removeAll(others);
      assertThat(now).isEqualTo(one);
      models.letGo();
      assertThat(base.score(List.of(question("algo")), List.of("verde"))).hasSize(1);
    }
    assertThat(one).noneMatch(ProcessHandle::isAlive);
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  @Test
  void aReplyCanBeHushed() {
    try (OpenModels models = new OpenModels(ENGINE);
        ScoringModel model = models.open(world.base(), null, SmallWorld.NUMERICS)) {
      var reply = model.reply(question("algo"), Sampling.greedy(5000), _ -> false);
      assertThat(reply.finished()).isFalse();
      assertThat(reply.tokens()).isLessThan(5000);
      assertThat(model.score(List.of(question("algo")), List.of("verde"))).hasSize(1);
    }
  }

  /// A training's adapter and its base, asked at the same time, answer as each does alone; whoever
  /// wants no more is left within a few tokens, and the others go on.
  @Test
  void conversationsOfABaseAndItsAdapterGoOnSideBySide() throws Exception {
    RunFolder run = run("side", Recipe.Method.LORA, 20);
    train(run);
    List<Message> asked = question("objeto número 4 de cielo");
    Sampling long64 = Sampling.drawn(1, 64, 7);
    try (LocalBase base = ENGINE.openBase(world.base(), Set.of(run.result()), SmallWorld.NUMERICS);
        ScoringModel plain = base.with(null);
        ScoringModel tuned = base.with(run.result());
        ExecutorService threads = Executors.newFixedThreadPool(6)) {
      String alone = plain.reply(asked, long64, _ -> true).text();
      String learned = tuned.reply(asked, long64, _ -> true).text();
      List<Future<String>> together = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        ScoringModel model = i % 2 == 0 ? plain : tuned;
        together.add(
            threads.submit(() -> {
              StringBuilder said = new StringBuilder();
              model.reply(asked, long64, piece -> said.append(piece) != null);
              return said.toString();
            }));
      }
      var left = plain.reply(asked, Sampling.drawn(1, 5000, 3), _ -> false);
      assertThat(left.tokens()).isLessThan(100);
      for (int i = 0; i < 6; i++)
        assertThat(together.get(i).get()).isEqualTo(i % 2 == 0 ? alone : learned);
      assertThat(alone).isNotEqualTo(learned);
    }
  }

  @Test
  void aMissingEngineIsSaid() {
    Engine nowhere = new Engine(folder, folder);
    assertThatThrownBy(() -> new OpenModels(nowhere).open(world.base(), null, SmallWorld.NUMERICS))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> assertThat(e.facts().getFirst()).isInstanceOf(TrainingProblem.NoEngine.class));
  }

  private static List<Message> question(String text) {
    return List.of(Message.system("Responde con el color."), Message.user(text));
  }

  private RunFolder run(String name, Recipe.Method method, int epochs) {
    return run(name, Recipes.of(method, epochs, Teaching.answers(256)));
  }

  private RunFolder run(String name, Recipe recipe) {
    return world.run(folder.resolve(name), recipe);
  }

  private static void train(RunFolder run) {
    assertThat(SmallWorld.train(run)).isInstanceOf(Progress.Trained.class);
  }
}
