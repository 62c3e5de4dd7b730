package dev.afina.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.core.Json;
import dev.afina.dataset.Labelled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// All of CLINC150 ([Larson and others 2019](https://aclanthology.org/D19-1131)): 150 intents, each
/// with 100 sentences to learn, 20 to choose by and 30 to judge, and 100, 100 and 1,000 sentences
/// out of scope. The paper's support vector machine had 91.0 % in scope and found 14.5 % of what is
/// out of scope.
class Clinc150IT {

  @Test
  void theLinearModelIsAtLeastAsGoodAsThePapersSupportVectorMachine() throws IOException {
    Path file =
        Path.of(
            System.getProperty("afina.goldens", ""), "..", "data", "clinc150", "data_full.json");
    assumeTrue(Files.exists(file), "no CLINC150 at " + file);
    JsonNode data = Json.tree(Files.readString(file));
    Baseline baseline = Baseline.of(both(data, "train"), both(data, "val"), both(data, "test"), 42);
    // Counted as in the paper: `none` may be answered to a sentence in scope, and is wrong there.
    assertThat(baseline.asClass().inside().total()).isEqualTo(4500);
    assertThat(baseline.asClass().outside().total()).isEqualTo(1000);
    assertThat(baseline.asClass().inside().accuracy()).isGreaterThanOrEqualTo(.910);
    assertThat(baseline.asClass().outside().accuracy()).isGreaterThanOrEqualTo(.145);
    assertThat(baseline.byThreshold().likeliest().accuracy()).isGreaterThanOrEqualTo(.910);
    assertThat(baseline.byThreshold().auroc()).isGreaterThan(.85);
    assertThat(baseline.byThreshold().quality().reliability().error()).isLessThan(.05);
    Path kept = Path.of("target", "clinc150.json");
    Json.write(kept, baseline);
  }

  private static List<Labelled> both(JsonNode data, String part) {
    List<Labelled> sentences = new ArrayList<>();
    for (String name : List.of(part, "oos_" + part))
      for (JsonNode one : data.get(name)) {
        String label = one.get(1).asString();
        sentences.add(
            new Labelled(one.get(0).asString(), label.equals("oos") ? Labelled.NONE : label));
      }
    return sentences;
  }
}
