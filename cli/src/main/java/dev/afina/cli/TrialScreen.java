package dev.afina.cli;

import dev.afina.core.Fact;
import dev.afina.evaluation.Contestant;
import dev.afina.project.StepEvent;
import dev.afina.project.TrialNews;
import dev.afina.report.ContestantName;
import dev.afina.text.Texts;
import dev.afina.training.Progress;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Draws trainings that are done one after the other, and waits for the one that is interrupted.
final class TrialScreen {
  private final Call call;

  TrialScreen(Call call) {
    this.call = call;
  }

  /// Does the work and shows what came of it; whoever interrupts it is told how to go on.
  ///
  /// @param again the command that goes on
  <T> int watch(String again, Supplier<T> work, Consumer<T> show) {
    Interruption interruption = Interruption.watch(call, again);
    T made;
    try (interruption) {
      made = work.get();
    } catch (RuntimeException e) {
      if (interruption.happened()) return Exit.INTERRUPTED;
      throw e;
    }
    call.screen.clearStatus();
    if (call.json()) call.json(Objects.requireNonNull(made));
    else show.accept(made);
    return Exit.DONE;
  }

  /// Steps before the trainings: only what needs somebody's attention.
  void accept(StepEvent event) {
    switch (event) {
      case StepEvent.Fetching fetching -> {
        if (!call.json()) call.fetching("", fetching.news());
      }
      case StepEvent.Warning warning -> warn(warning.fact());
      case StepEvent.SeedModel seed -> warn(seed);
      case StepEvent.Started _,
          StepEvent.Done _,
          StepEvent.Unchanged _,
          StepEvent.KeptEdited _,
          StepEvent.Trained _,
          StepEvent.Reused _ -> {}
    }
  }

  void accept(TrialNews news) {
    Texts texts = call.texts;
    boolean quick = news.who() != Contestant.MODEL || news.progress().isPresent();
    if (call.json() || !call.screen.redraws() && quick) return;
    String head =
        call.word(
            "screen.trial",
            "who",
            ContestantName.of(news.who(), texts),
            "n",
            texts.number(news.number()),
            "of",
            texts.number(news.of()));
    if (!call.screen.redraws()) call.screen.line(head);
    else if (news.progress().orElse(null) instanceof Progress.Training now)
      call.screen.status(
          String.join(
              " ",
              head,
              "·",
              Bar.of((double) now.step() / now.steps(), 16),
              Durations.of(now.secondsLeft())));
    else call.screen.status(head);
  }

  private void warn(Fact fact) {
    if (call.json()) call.json(FactJson.event(fact));
    else
      call.screen.paragraph(
          call.screen.styled(Screen.Style.WARNING, call.word("screen.warning")) + "  ",
          call.texts.say(fact));
  }
}
