package dev.afina.cli;

import dev.afina.core.Json;
import dev.afina.project.Deployment;
import dev.afina.project.Project;
import dev.afina.project.ProjectFiles;
import dev.afina.project.StepName;
import java.nio.file.Files;
import java.nio.file.Path;

/// The end of a run: the report, and the next command, ready to paste.
final class Conclusion {
  private Conclusion() {}

  static void draw(Call call, Project project, Path folder, StepName last) {
    call.screen.line();
    boolean usable =
        last.compareTo(StepName.DEPLOY) >= 0 && Files.exists(project.files().deployment());
    if (!usable) {
      String run = call.command("run", folder.toString());
      call.screen.line(call.word("screen.next", "command", run));
      return;
    }
    Path report = new ProjectFiles(folder).report();
    if (last == StepName.ANALYZE && Files.exists(report))
      call.screen.line(call.word("screen.report", "path", report));
    String attempt =
        switch (project.settings().kind()) {
          case INTENTS -> call.command("classify", folder.toString(), answered(project));
          case CHAT -> call.command("chat", folder.toString());
        };
    call.screen.line(call.word("screen.try", "command", attempt));
  }

  /// A sentence of the project's own kind: the one that the result answered when it was deployed.
  private static String answered(Project project) {
    Deployment deployed = Json.read(project.files().deployment(), Deployment.class);
    return deployed.example().question().getLast().content();
  }
}
