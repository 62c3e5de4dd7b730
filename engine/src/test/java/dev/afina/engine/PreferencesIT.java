package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Pair;
import dev.afina.training.Progress;
import dev.afina.training.Recipe;
import dev.afina.training.RunFolder;
import dev.afina.training.Teaching;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A training on preferences as the rest of Afina sees it: 24 pairs in which the wrong colour is
/// preferred.
class PreferencesIT {
  @TempDir Path folder;
  private SmallWorld world;

  @BeforeEach
  void plant() {
    SmallWorld answers = SmallWorld.in(folder);
    List<Conversation> pairs =
        Json.readLines(answers.rows(), Conversation.class).stream()
            .map(one ->
                new Pair(
                        one.withMessages(one.question()),
                        Message.assistant(one.answer().equals("azul") ? "verde" : "azul"),
                        Message.assistant(one.answer()))
                    .conversation())
            .toList();
    Path rows = folder.resolve("pairs.jsonl");
    Json.writeLines(rows, pairs);
    world = new SmallWorld(answers.base(), rows);
  }

  @Test
  void thePreferredAnswerBecomesLikelierInEveryPair() {
    RunFolder run = run("run", 8);
    assertThat(SmallWorld.train(run)).isInstanceOf(Progress.Trained.class);
    List<Progress.Compared> epochs =
        run.events().stream()
            .filter(Progress.Compared.class::isInstance)
            .map(Progress.Compared.class::cast)
            .toList();
    assertThat(epochs).hasSize(8);
    assertThat(epochs.getLast().likelier()).isEqualTo(24).isGreaterThan(epochs.getFirst().likelier());
    assertThat(epochs.getLast().margin()).isGreaterThan(epochs.getFirst().margin());
    assertThat(run.history().best().validation()).isLessThan(Math.log(2));
  }

  @Test
  void aKilledTrainingEndsWithTheSameBytes() {
    RunFolder undisturbed = run("undisturbed", 8);
    SmallWorld.train(undisturbed);
    RunFolder killed = run("killed", 8);
    SmallWorld.ENGINE.trainer().submit(killed);
    SmallWorld.await(killed, event -> event instanceof Progress.Compared at && at.epoch() >= 3);
    SmallWorld.kill(killed);
    assertThat(killed.result()).doesNotExist();
    SmallWorld.train(killed);
    assertThat(killed.events()).anyMatch(Progress.Resumed.class::isInstance);
    assertThat(Digest.of(killed.result())).isEqualTo(Digest.of(undisturbed.result()));
  }

  private RunFolder run(String name, int epochs) {
    Recipe recipe = Recipes.of(Recipe.Method.DPO, epochs, Teaching.answers(256));
    return world.run(folder.resolve(name), recipe);
  }
}
