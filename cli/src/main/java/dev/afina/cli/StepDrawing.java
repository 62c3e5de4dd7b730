package dev.afina.cli;

import dev.afina.cli.Screen.Style;
import dev.afina.core.Fact;
import dev.afina.project.Kind;
import dev.afina.project.ProjectFiles;
import dev.afina.project.StepEvent;
import dev.afina.project.StepName;
import dev.afina.text.Explained;
import dev.afina.text.Texts;
import dev.afina.training.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The steps on a screen: one line each with what came out and where it lies, warnings below the
/// line of their step, and while a training goes on how far it has come.
final class StepDrawing implements Consumer<StepEvent> {
  private static final int FILES_COLUMN = 76;
  private static final int NOTE_INDENT = 3;

  private final Texts texts;
  private final Screen screen;
  private final Call call;
  private final Kind kind;
  private final ProjectFiles files;
  private final int nameWidth;
  private final List<Runnable> notes = new ArrayList<>();
  private Progress.@Nullable Training training;
  private Progress.@Nullable Validated validated;

  StepDrawing(Call call, Kind kind, ProjectFiles files) {
    this.call = call;
    this.kind = kind;
    this.files = files;
    this.texts = call.texts;
    this.screen = call.screen;
    this.nameWidth =
        Arrays.stream(StepName.values())
            .mapToInt(step -> texts.word(step).length())
            .max()
            .orElse(0);
  }

  @Override
  public void accept(StepEvent event) {
    switch (event) {
      case StepEvent.Started started -> screen.status(head(started.step()) + "…");
      case StepEvent.Done done -> done(done);
      case StepEvent.Unchanged same -> {
        step(same.step(), texts.word("screen.unchanged"), same.files());
        flush();
      }
      case StepEvent.KeptEdited kept ->
          notes.add(() -> note("screen.note", Style.BOLD, texts.say(kept)));
      case StepEvent.Warning warning -> notes.add(() -> warning(warning.fact()));
      case StepEvent.Fetching fetching -> fetching(fetching);
      case StepEvent.Trained trained -> progress(trained.step(), trained.progress());
      case StepEvent.Reused reused ->
          notes.add(() -> note("screen.note", Style.BOLD, texts.say(reused)));
      case StepEvent.SeedModel seed -> seed(seed);
    }
  }

  /// Draws what still waits for its step's line; after a refusal there is none.
  void flush() {
    screen.clearStatus();
    notes.forEach(Runnable::run);
    notes.clear();
  }

  private void done(StepEvent.Done done) {
    step(done.step(), texts.say(done.outcome()), done.files());
    flush();
    if (done.step() == StepName.TEST) new ResultScreen(call, kind).test(files);
    if (done.step() == StepName.ANALYZE) new ResultScreen(call, kind).analysis(files);
  }

  private void step(StepName step, String outcome, List<String> files) {
    screen.beside(head(step) + outcome, place(files), FILES_COLUMN, indent());
  }

  /// ` 3 División `
  private String head(StepName step) {
    String name = texts.word(step);
    return " "
        + (step.ordinal() + 1)
        + " "
        + screen.styled(Style.BOLD, name)
        + " ".repeat(nameWidth - name.length() + 2);
  }

  private int indent() {
    return 3 + nameWidth + 2;
  }

  /// One file by its name, several by the folder of the first; of a step's results the one that is
  /// named after it rather than the models beside it.
  private static String place(List<String> files) {
    List<String> results =
        files.stream()
            .filter(file -> file.startsWith("results/") && file.endsWith(".json"))
            .toList();
    List<String> shown = results.isEmpty() ? files : results;
    if (shown.isEmpty()) return "";
    String first = shown.getFirst();
    return shown.size() == 1 ? first : first.substring(0, first.lastIndexOf('/') + 1) + "…";
  }

  private void warning(Fact fact) {
    Explained explained = texts.explain(fact);
    note("screen.warning", Style.WARNING, explained.sentence());
    if (explained.fix() != null) {
      screen.paragraph(
          " ".repeat(NOTE_INDENT + texts.word("screen.warning").length() + 2), explained.fix());
    }
  }

  private void note(String word, Style style, String text) {
    note(texts.word(word), 0, style, text);
  }

  private void note(String name, int width, Style style, String text) {
    String room = " ".repeat(Math.max(0, width - name.length()) + 2);
    screen.paragraph(" ".repeat(NOTE_INDENT) + screen.styled(style, name) + room, text);
  }

  /// Loud, because nothing that follows says anything about a real model.
  private void seed(StepEvent.SeedModel seed) {
    flush();
    String warning = texts.word("screen.warning");
    String because = texts.word("screen.because");
    String fix = texts.word("screen.fix");
    int width = Math.max(warning.length(), Math.max(because.length(), fix.length()));
    note(warning, width, Style.WARNING, texts.say(seed));
    for (Fact reason : seed.reasons()) note(because, width, Style.PLAIN, texts.say(reason));
    String wayOut = texts.explain(seed).fix();
    if (wayOut != null) note(fix, width, Style.PLAIN, wayOut);
  }

  private void fetching(StepEvent.Fetching fetching) {
    call.fetching(head(fetching.step()), fetching.news());
  }

  private void progress(StepName step, Progress progress) {
    switch (progress) {
      case Progress.Training now -> {
        training = now;
        trainingStatus(step, now);
      }
      case Progress.Validated epoch -> {
        validated = epoch;
        if (!screen.redraws()) epoch(epoch);
      }
      case Progress.Resumed _, Progress.Compared _ ->
          screen.line(" ".repeat(indent()) + texts.say(progress));
      case Progress.Waiting _, Progress.Paused _, Progress.Trained _, Progress.Failed _ ->
          screen.status(head(step) + texts.say(progress));
    }
  }

  private void trainingStatus(StepName step, Progress.Training now) {
    String words =
        texts.word(
            "screen.training",
            "step",
            texts.number(now.step()),
            "steps",
            texts.number(now.steps()),
            "epoch",
            texts.number(now.epoch()),
            "epochs",
            texts.number(now.epochs()),
            "loss",
            texts.number(now.loss(), 2),
            "validation",
            validated == null ? "–" : texts.number(validated.validation(), 2),
            "rate",
            texts.number(Math.round(now.rate())),
            "left",
            Durations.of(now.secondsLeft()));
    int room = screen.width() - 1 - indent() - words.length() - 1;
    String bar =
        room < 5 ? "" : Bar.of((double) now.step() / now.steps(), Math.min(room, 24)) + " ";
    screen.status(head(step) + bar + words);
  }

  private void epoch(Progress.Validated epoch) {
    String line = texts.say(epoch);
    if (training != null) {
      line +=
          texts.word(
              "screen.speed",
              "rate",
              texts.number(Math.round(training.rate())),
              "left",
              Durations.of(training.secondsLeft()));
    }
    screen.line(" ".repeat(indent()) + line);
  }
}
