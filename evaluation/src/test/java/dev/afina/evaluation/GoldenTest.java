package dev.afina.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.core.Json;
import dev.afina.evaluation.metrics.Bleu;
import dev.afina.evaluation.metrics.ChrF;
import dev.afina.evaluation.statistics.Interval;
import dev.afina.evaluation.statistics.McNemar;
import dev.afina.evaluation.statistics.Proportions;
import dev.afina.evaluation.statistics.Sequential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Numbers made by scikit-learn, SciPy and sacreBLEU.
class GoldenTest {
  private JsonNode values;

  @BeforeEach
  void readGoldens() throws IOException {
    Path file = Path.of(System.getProperty("afina.goldens", ""), "values.json");
    assumeTrue(Files.exists(file), "no goldens at " + file);
    values = Json.tree(Files.readString(file));
  }

  @Test
  void wilsonsIntervalIsSciPys() {
    for (JsonNode one : values.get("wilson95")) {
      Interval interval = Interval.wilson(one.get("k").asInt(), one.get("n").asInt());
      assertThat(interval.low()).isEqualTo(one.get("lo").asDouble(), within(1e-9));
      assertThat(interval.high()).isEqualTo(one.get("hi").asDouble(), within(1e-9));
    }
  }

  @Test
  void clopperAndPearsonsIntervalIsSciPys() {
    for (JsonNode one : values.get("wilson95")) {
      Interval interval = Interval.clopperPearson(one.get("k").asInt(), one.get("n").asInt());
      assertThat(interval.low()).isEqualTo(one.get("cp_lo").asDouble(), within(1e-9));
      assertThat(interval.high()).isEqualTo(one.get("cp_hi").asDouble(), within(1e-9));
    }
  }

  @Test
  void twoSharesAreStatsmodels() {
    for (JsonNode one : values.get("two_proportion")) {
      int[] n = four(one);
      assertThat(Proportions.z(n[0], n[1], n[2], n[3]))
          .isEqualTo(one.get("z_pooled_b_minus_a").asDouble(), within(1e-9));
      assertThat(Proportions.p(n[0], n[1], n[2], n[3]))
          .isEqualTo(one.get("p").asDouble(), within(1e-9));
      Interval interval = Interval.newcombe(n[0], n[1], n[2], n[3]);
      assertThat(interval.low()).isEqualTo(one.get("newcombe_lo").asDouble(), within(1e-9));
      assertThat(interval.high()).isEqualTo(one.get("newcombe_hi").asDouble(), within(1e-9));
    }
  }

  @Test
  void looksAreGrowthBooks() {
    for (JsonNode one : values.get("sequential_asymptotic_cs")) {
      int[] n = four(one);
      Sequential.Look look = Sequential.shares(n[0], n[1], n[2], n[3], one.get("tuning_N").asInt());
      assertThat(look.difference()).isEqualTo(one.get("diff").asDouble(), within(1e-9));
      assertThat(look.interval().low()).isEqualTo(one.get("lo").asDouble(), within(1e-9));
      assertThat(look.interval().high()).isEqualTo(one.get("hi").asDouble(), within(1e-9));
      assertThat(look.p()).isEqualTo(one.get("p_always_valid").asDouble(), within(1e-9));
    }
  }

  @Test
  void bleuIsSacreBleus() {
    for (JsonNode one : values.get("sacrebleu"))
      assertThat(Bleu.sentence(one.get("hyp").asString(), one.get("ref").asString()))
          .isEqualTo(one.get("sentence_bleu").asDouble(), within(1e-9));
  }

  private static int[] four(JsonNode one) {
    return new int[] {
      one.get("a").get(0).asInt(),
      one.get("a").get(1).asInt(),
      one.get("b").get(0).asInt(),
      one.get("b").get(1).asInt()
    };
  }

  @Test
  void mcNemarsTestIsExact() {
    for (JsonNode one : values.get("mcnemar_exact"))
      assertThat(McNemar.exact(one.get("b").asInt(), one.get("c").asInt()))
          .isEqualTo(one.get("p").asDouble(), within(1e-12));
    values
        .get("mcnemar_min_wins_for_p_lt_05")
        .properties()
        .forEach(one ->
            assertThat(McNemar.winsNeeded(Integer.parseInt(one.getKey())))
                .isEqualTo(one.getValue().asInt()));
  }

  @Test
  void chrFIsSacreBleus() {
    for (JsonNode one : values.get("sacrebleu"))
      assertThat(ChrF.of(one.get("hyp").asString(), one.get("ref").asString()).score())
          .isEqualTo(one.get("sentence_chrf2").asDouble(), within(1e-6));
  }

  @Test
  void precisionRecallAndF1AreScikitLearns() {
    values
        .get("classification")
        .properties()
        .forEach(named -> {
          JsonNode one = named.getValue();
          Confusion confusion =
              Confusion.of(
                  words(one.get("labels")), words(one.get("y_true")), words(one.get("y_pred")));
          List<IntentScore> intents = IntentScore.of(confusion);
          assertThat(confusion.counts().toString())
              .isEqualTo(one.get("confusion_rows_true").toString().replace(",", ", "));
          JsonNode each = one.get("per_class");
          for (int i = 0; i < intents.size(); i++) {
            close(intents.get(i).precision(), each.get("p").get(i));
            close(intents.get(i).recall(), each.get("r").get(i));
            close(intents.get(i).f1(), each.get("f1").get(i));
            assertThat(intents.get(i).support()).isEqualTo(each.get("support").get(i).asInt());
          }
          close(confusion.accuracy(), one.get("accuracy"));
          close(confusion.accuracy(), one.get("micro").get("f1"));
          close(confusion.balancedAccuracy(), one.get("balanced_accuracy"));
          close(confusion.matthews(), one.get("mcc"));
          close(confusion.kappa(), one.get("kappa"));
          same(IntentScore.Average.macroOfAll(confusion), one.get("macro"));
          same(IntentScore.Average.weighted(confusion), one.get("weighted"));
          // scikit-learn counts a label without cases as 0 in the macro mean, Afina not at all.
          if (intents.stream().allMatch(intent -> intent.support() > 0))
            same(IntentScore.Average.macro(confusion), one.get("macro"));
        });
  }

  private static void same(IntentScore.Average average, JsonNode expected) {
    close(average.precision(), expected.get("p"));
    close(average.recall(), expected.get("r"));
    close(average.f1(), expected.get("f1"));
  }

  private static void close(double value, JsonNode expected) {
    assertThat(value).isEqualTo(expected.asDouble(), within(1.01e-6));
  }

  private static List<String> words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(one -> words.add(one.toString()));
    return words;
  }
}
