package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.FileProblem;
import dev.afina.project.Kind;
import dev.afina.project.ProjectFiles;
import dev.afina.project.StepEvent;
import dev.afina.project.StepName;
import dev.afina.text.Texts;
import dev.afina.training.Progress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepDrawingTest {
  private static final Progress.Training HALF =
      new Progress.Training(25, 50, 5, 10, 0.084, 14_000, 2050.4, 66);

  @Test
  void aTrainingInATerminalIsABarThatTellsHowLong() {
    String drawn =
        draw(
            Terminals.SPANISH,
            Terminals.wide(),
            new StepEvent.Trained(
                StepName.TRAIN, new Progress.Validated(4, 20, 0.1, 0.312, -1, true)),
            new StepEvent.Trained(StepName.TRAIN, HALF));
    assertThat(drawn)
        .contains(
            " 5 Entrenamiento  ━━━━━━━━━━━━──────────── paso 25/50 · época 5 de 10 · pérdida 0,08"
                + " · validación 0,31 · 2.050 tokens/s · quedan 1 min 6 s");
  }

  @Test
  void aNarrowTerminalDoesWithoutTheBar() {
    Terminal narrow = new Terminal(60, false, true, StandardCharsets.UTF_8);
    String drawn = draw(Terminals.ENGLISH, narrow, new StepEvent.Trained(StepName.TRAIN, HALF));
    assertThat(drawn).startsWith(" 5 Training     step 25/50 · epoch 5 of 10 · loss 0.08");
    assertThat(drawn.lines().findFirst().orElse("")).hasSizeLessThan(60 + "\r\u001b[2K".length());
  }

  @Test
  void aChatHasNoRightAnswersToCount() {
    String drawn =
        draw(
            Terminals.ENGLISH,
            Terminals.pipe(),
            new StepEvent.Trained(
                StepName.TRAIN, new Progress.Validated(1, 5, 0.5, 0.4, -1, false)));
    assertThat(drawn.strip()).isEqualTo("epoch 1 · step 5 · loss 0.50 · validation 0.40");
  }

  @Test
  void aTrainingInAPipeIsALineAnEpoch() {
    String drawn =
        draw(
            Terminals.ENGLISH,
            Terminals.pipe(),
            new StepEvent.Trained(StepName.TRAIN, new Progress.Waiting()),
            new StepEvent.Trained(StepName.TRAIN, HALF),
            new StepEvent.Trained(
                StepName.TRAIN, new Progress.Validated(5, 25, 0.084, 0.312, 9, true)));
    assertThat(drawn.strip())
        .isEqualTo(
            "epoch 5 · step 25 · loss 0.08 · validation 0.31 · 9 right (kept)"
                + " · 2,050 tokens/s · 1 min 6 s left");
  }

  @Test
  void aStepIsALineWithWhatItMadeAndItsWarningsFollow() {
    String drawn =
        draw(
            Terminals.SPANISH,
            Terminals.pipe(),
            new StepEvent.Warning(StepName.SPLIT, new FileProblem.Missing(Path.of("tests.csv"))),
            new StepEvent.Unchanged(
                StepName.SPLIT, List.of("data/training/train_data.jsonl", "data/validation/x")));
    assertThat(drawn)
        .isEqualTo(
            """
             3 División       sin cambios                                               data/training/…
               aviso  No existe tests.csv.
                      compruebe el nombre, o indique dónde está el archivo
            """);
  }

  private static String draw(Texts texts, Terminal terminal, StepEvent... events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Outside outside = Terminals.outside(Map.of(), terminal, out, new ByteArrayOutputStream());
    long[] now = {0};
    Screen screen = new Screen(outside.out(), terminal, () -> now[0] += 1_000_000_000L);
    StepDrawing drawing =
        new StepDrawing(
            new Call(outside, texts, screen), Kind.INTENTS, new ProjectFiles(Path.of(".")));
    for (StepEvent event : events) drawing.accept(event);
    drawing.flush();
    return out.toString(StandardCharsets.UTF_8);
  }
}
