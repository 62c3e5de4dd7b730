package dev.afina.cli;

import dev.afina.dataset.DatasetProblem;
import dev.afina.project.Kind;
import dev.afina.project.Project;
import dev.afina.project.StepEvent;
import dev.afina.project.StepName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Runs steps of a folder: draws what happens, or tells it to a program, and says how it ended.
final class Steps {
  private Steps() {}

  /// Whether somebody wants to go on although the filter leaves hardly enough.
  static boolean agreed(Call call, Project project) {
    List<DatasetProblem> few =
        project.filterWarnings().stream()
            .filter(DatasetProblem.FewRemain.class::isInstance)
            .toList();
    if (few.isEmpty()) return true;
    call.problems(List.copyOf(few));
    return call.agrees(call.word("screen.askFew"));
  }

  static int run(
      Call call,
      Project project,
      Path folder,
      Overrides overrides,
      StepName last,
      Consumer<Consumer<StepEvent>> work) {
    AtomicInteger warnings = new AtomicInteger();
    StepDrawing drawing = new StepDrawing(call, project.settings().kind(), project.files());
    if (!call.json()) heading(call, project);
    Consumer<StepEvent> events =
        event -> {
          boolean warns =
              event instanceof StepEvent.Warning || event instanceof StepEvent.SeedModel;
          if (warns) warnings.incrementAndGet();
          if (call.json()) call.json(FactJson.event(event));
          else drawing.accept(event);
        };
    String again = call.command(overrides.behind("run", folder.toString()));
    Interruption interruption = Interruption.watch(call, again);
    try (interruption) {
      work.accept(events);
    } catch (RuntimeException e) {
      if (interruption.happened()) return Exit.INTERRUPTED;
      throw e;
    } finally {
      drawing.flush();
    }
    if (!call.json()) Conclusion.draw(call, project, folder, last);
    return warnings.get() > 0 ? Exit.DONE_WITH_FINDINGS : Exit.DONE;
  }

  /// Which program, which project, which base.
  private static void heading(Call call, Project project) {
    List<String> parts = new ArrayList<>();
    parts.add(call.screen.styled(Screen.Style.BOLD, "Afina " + Afina.version()));
    parts.add(project.settings().name());
    if (project.settings().kind() == Kind.INTENTS) {
      parts.add(call.word("screen.intents", "n", project.labels().size()));
    }
    parts.add(call.word("screen.base", "base", project.baseName()));
    call.screen.paragraph("", String.join(" · ", parts));
    call.screen.line();
  }
}
