package dev.afina.cli;

import dev.afina.project.Project;
import dev.afina.project.ProjectFiles;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The project's report, to be read and handed in: from the case to the lessons.
@Command(name = "report")
final class ReportCommand extends Verb {

  @Parameters(index = "0", paramLabel = "${bundle:label.folder}", descriptionKey = "param.folder")
  Path folder;

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a folder
  ReportCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    Project project = call.open(folder, Map.of());
    project.report();
    ProjectFiles files = project.files();
    if (call.json())
      call.json(
          Map.of(
              "html",
              files.projectReport().toString(),
              "pdf",
              files.projectReportPdf().toString()));
    else
      call.screen.paragraph(
          "",
          call.word(
              "screen.reported", "html", files.projectReport(), "pdf", files.projectReportPdf()));
    return Exit.DONE;
  }
}
