package dev.afina.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.afina.core.Refused;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.EvaluationProblem;
import dev.afina.evaluation.few.CrossValidation;
import dev.afina.evaluation.few.Growth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDataTest {
  @TempDir Path temporary;

  @Test
  void eachSentenceJudgesOnceInEachRepeat() throws Exception {
    TestFolder folder = shop();

    CrossValidation made = crossValidated(folder, SmallData.Who.ALL);

    assertThat(made.sentences()).isEqualTo(48);
    assertThat(made.division().folds()).isEqualTo(4);
    assertThat(made.division().repeats()).isEqualTo(2);
    assertThat(made.entries())
        .extracting(CrossValidation.Entry::who)
        .containsExactly(Contestant.MODEL, Contestant.UNTRAINED, Contestant.LINEAR);
    assertThat(folder.workshop.trainings).isEqualTo(8);
    try (Stream<Path> answers = Files.list(folder.path.resolve("results/crossvalidation"))) {
      long judged = 0;
      for (Path file : answers.filter(one -> one.toString().endsWith("-model.jsonl")).toList())
        judged += Files.readAllLines(file).size() - 1;
      assertThat(judged).isEqualTo(96);
    }
  }

  @Test
  void whatWasAnsweredIsNotAskedAgain() throws Exception {
    TestFolder folder = shop();
    CrossValidation made = crossValidated(folder, SmallData.Who.ALL);
    String stored = folder.text("results/crossvalidation/crossvalidation.json");
    int opened = folder.workshop.opened;

    assertThat(crossValidated(folder, SmallData.Who.ALL)).isEqualTo(made);
    assertThat(folder.workshop.trainings).isEqualTo(8);
    assertThat(folder.workshop.opened).isEqualTo(opened);

    Path lost = folder.path.resolve("results/crossvalidation/repeat1-fold02-model.jsonl");
    List<String> lines = Files.readAllLines(lost);
    Files.writeString(lost, String.join("\n", lines.subList(0, 3)) + "\n{\"numb");
    assertThat(crossValidated(folder, SmallData.Who.ALL)).isEqualTo(made);
    assertThat(folder.workshop.trainings).isEqualTo(9);
    assertThat(Files.readAllLines(lost)).isEqualTo(lines);
    assertThat(folder.text("results/crossvalidation/crossvalidation.json")).isEqualTo(stored);
  }

  @Test
  void theLinearModelAloneNeedsNoBase() {
    TestFolder folder = shop();
    CrossValidation made = crossValidated(folder, SmallData.Who.LINEAR);
    assertThat(made.entries())
        .extracting(CrossValidation.Entry::who)
        .containsExactly(Contestant.LINEAR);
    assertThat(made.duels()).isEmpty();
    assertThat(folder.workshop.trainings).isZero();
    assertThat(folder.path.resolve("data/processed/data_preparation_summary.json")).doesNotExist();
  }

  @Test
  void aLearningCurveMeasuresGrowingParts() {
    TestFolder folder = shop();
    Growth growth =
        folder.open().smallData().learningCurve(4, SmallData.Who.ALL, _ -> {}, _ -> {});
    assertThat(growth.curves()).hasSize(3);
    assertThat(growth.curves().getFirst().points())
        .extracting(point -> point.examples())
        .isSorted()
        .hasSizeGreaterThanOrEqualTo(5);
    assertThat(folder.workshop.trainings).isEqualTo(growth.curves().getFirst().points().size() * 4);
    assertThat(folder.path.resolve("results/learning-curve/learning_curve.json")).exists();
  }

  @Test
  void tooFewExamplesAreNotDivided() {
    TestFolder folder = shop();
    assertThatThrownBy(
            () ->
                folder
                    .open()
                    .smallData()
                    .crossValidate(49, 1, SmallData.Who.LINEAR, _ -> {}, _ -> {}))
        .asInstanceOf(type(Refused.class))
        .satisfies(refused ->
            assertThat(refused.facts().getFirst())
                .isInstanceOf(EvaluationProblem.TooFewToDivide.class));
  }

  private static CrossValidation crossValidated(TestFolder folder, SmallData.Who who) {
    return folder.open().smallData().crossValidate(4, 2, who, _ -> {}, _ -> {});
  }

  private TestFolder shop() {
    return TestFolder.starter(temporary.resolve("taller"), Kind.INTENTS);
  }
}
