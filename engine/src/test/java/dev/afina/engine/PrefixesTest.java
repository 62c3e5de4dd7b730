package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.core.Message;
import dev.afina.model.Base;
import dev.afina.model.ModelFile;
import dev.afina.model.Sampling;
import dev.afina.training.Numerics.Dtype;
import dev.afina.training.local.AnsweringNeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// System prompts that are kept.
class PrefixesTest {
  private static final Path MODEL =
      Path.of(System.getProperty("afina.goldens"), "models", "smollm2");

  @Test
  void aKeptPromptGivesTheSameBitsAsAFreshOneHoweverLittleIsKept() {
    assumeTrue(Files.isDirectory(MODEL), "no goldens at " + MODEL);
    Base base = Base.at(MODEL);
    try (ModelFile file = base.weights();
        Weights weights = Weights.read(file, Dtype.F32);
        var wording = new Wording(base);
        var room = new Prefixes(AnsweringNeed.PROMPTS);
        var none = new Prefixes(0)) {
      var model = new Transformer(base.architecture(), weights::get, Transformer.Adaptation.NONE);
      var keeping = new Answerer(model, "", room, wording);
      var forgetful = new Answerer(model, "", none, wording);
      for (String system : List.of("Sé breve.", "Sé amable.", "Sé breve.")) {
        List<Message> asked = List.of(Message.system(system), Message.user("¿Qué hora es?"));
        assertThat(first(keeping, asked)).isEqualTo(first(forgetful, asked));
      }
      assertThat(room.size()).isEqualTo(2);
      assertThat(none.size()).as("the one in use is never forgotten").isEqualTo(1);
    }
  }

  /// The first tokens of an answer, with their probabilities to the last bit.
  private static Object first(Answerer answerer, List<Message> asked) {
    Sampling telling =
        new Sampling(
            0, Sampling.Cut.NONE, Sampling.Penalties.NONE, new Sampling.End(6, List.of()), 0, 3);
    Turn turn = answerer.begin(asked, telling, _ -> true);
    while (turn.goesOn()) answerer.step(List.of(turn));
    return turn.end().chances();
  }
}
