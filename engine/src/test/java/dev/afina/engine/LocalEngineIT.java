package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.model.Base;
import dev.afina.model.Sampling;
import dev.afina.model.ScoringModel;
import dev.afina.model.Seed;
import dev.afina.training.Numerics;
import dev.afina.training.Plan;
import dev.afina.training.Progress;
import dev.afina.training.Recipe;
import dev.afina.training.RunFolder;
import dev.afina.training.Trainer;
import dev.afina.training.TrainingProblem;
import dev.afina.training.local.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine as the rest of Afina sees it: a process started from `dist/engine`, on a small model
/// with random weights.
class LocalEngineIT {
  private static final Engine ENGINE =
      new Engine(
          Path.of(System.getProperty("afina.root"), "dist", "engine"),
          Path.of(System.getProperty("user.home"), ".cache", "afina-tests"));
  private static final Numerics NUMERICS = new Numerics(Numerics.Dtype.F32, 2, "test");

  @TempDir static Path shared;
  @TempDir Path folder;
  static Path base;
  static Path rows;

  @BeforeAll
  static void plant() {
    List<Conversation> conversations = new ArrayList<>();
    for (int i = 0; i < 24; i++)
      conversations.add(
          Conversation.of(
              Message.system("Responde con el color."),
              Message.user("objeto número " + i + (i % 2 == 0 ? " de hierba" : " de cielo")),
              Message.assistant(i % 2 == 0 ? "verde" : "azul")));
    rows = shared.resolve("rows.jsonl");
    Json.writeLines(rows, conversations);
    List<String> texts = new ArrayList<>();
    for (Conversation c : conversations) for (Message m : c.messages()) texts.add(m.content());
    base = Seed.plant(shared.resolve("seed"), texts, 7);
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
    await(killed, event -> event instanceof Progress.Validated v && v.epoch() >= 4);
    kill(killed);
    assertThat(killed.result()).doesNotExist();
    train(killed);
    assertThat(Digest.of(killed.result())).isEqualTo(Digest.of(undisturbed.result()));
    assertThat(killed.events())
        .as("it went on and did not start again")
        .noneMatch(event -> event instanceof Progress.Training t && t.step() == 1);
  }

  @Test
  void aPausedTrainingKeepsACheckpointAndGoesOn() {
    RunFolder run = run("paused", Recipe.Method.FULL, 12);
    Trainer trainer = ENGINE.trainer();
    trainer.submit(run);
    await(run, event -> event instanceof Progress.Training t && t.step() >= 5);
    trainer.pause(run);
    assertThat(trainer.check(run)).isInstanceOf(Progress.Paused.class);
    trainer.submit(run);
    Progress end = await(run, Progress::isFinal);
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
    await(run, event -> event instanceof Progress.Validated v && v.epoch() >= 3);
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
    Recipe recipe =
        new Recipe(Recipe.Method.LORA, 4, 8, 1e-3, Recipe.Schedule.LINEAR, 0, 0, 1, 8, 1, 16);
    RunFolder run = run("long", recipe);
    ENGINE.trainer().submit(run);
    Trainer trainer = ENGINE.trainer();
    assertThat(await(run, Progress::isFinal))
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
    try (ScoringModel model = ENGINE.open(base, run.result(), NUMERICS)) {
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
  void aReplyCanBeHushed() {
    try (ScoringModel model = ENGINE.open(base, null, NUMERICS)) {
      var reply = model.reply(question("algo"), Sampling.greedy(5000), _ -> false);
      assertThat(reply.finished()).isFalse();
      assertThat(reply.tokens()).isLessThan(5000);
      assertThat(model.score(List.of(question("algo")), List.of("verde"))).hasSize(1);
    }
  }

  @Test
  void aMissingEngineIsSaid() {
    Engine nowhere = new Engine(folder, folder);
    assertThatThrownBy(() -> nowhere.open(base, null, NUMERICS))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> assertThat(e.facts().getFirst()).isInstanceOf(TrainingProblem.NoEngine.class));
  }

  private static List<Message> question(String text) {
    return List.of(Message.system("Responde con el color."), Message.user(text));
  }

  private RunFolder run(String name, Recipe.Method method, int epochs) {
    return run(
        name, new Recipe(method, 4, 8, 3e-3, Recipe.Schedule.LINEAR, 0.1, 0.01, 1, 8, epochs, 256));
  }

  private RunFolder run(String name, Recipe recipe) {
    Plan plan =
        new Plan(
            "afina/semilla",
            Base.digestOf(base),
            Digest.of(rows),
            Digest.of(rows),
            "Responde con el color.",
            List.of("azul", "verde"),
            recipe,
            42,
            NUMERICS,
            Plan.ENGINE);
    return RunFolder.create(folder.resolve(name), plan, base, rows, rows);
  }

  private static void train(RunFolder run) {
    Trainer trainer = ENGINE.trainer();
    trainer.submit(run);
    while (!trainer.check(run).isFinal()) pauseABit();
    assertThat(trainer.check(run)).isInstanceOf(Progress.Trained.class);
  }

  private static Progress await(RunFolder run, Predicate<Progress> wanted) {
    long end = System.nanoTime() + 120_000_000_000L;
    while (System.nanoTime() < end) {
      for (Progress event : run.events()) if (wanted.test(event)) return event;
      pauseABit();
    }
    throw new AssertionError("nothing of the kind in two minutes: " + run.events());
  }

  private static void kill(RunFolder run) {
    ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(run.path().toString()))
        .forEach(child -> {
          child.destroyForcibly();
          child.onExit().join();
        });
  }

  private static void pauseABit() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
