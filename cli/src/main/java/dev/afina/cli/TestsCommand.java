package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.project.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a test file of the held-out part, the corrections and typical edge cases, or hands the
/// cases on to promptfoo.
@Command(name = "tests")
final class TestsCommand extends Verb {

  @Parameters(index = "0", paramLabel = "${bundle:label.folder}", descriptionKey = "param.folder")
  Path folder;

  @Option(
      names = "--out",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.testsOut",
      order = 1)
  @Nullable Path out;

  @Option(names = "--force", descriptionKey = "option.testsForce", order = 2)
  boolean force;

  @Option(
      names = "--promptfoo",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.promptfoo",
      order = 3)
  @Nullable Path promptfoo;

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a folder
  TestsCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    Project project = call.open(folder, Map.of());
    Path file = out == null ? project.files().testCases() : out;
    if (promptfoo != null) {
      project.exportTests(file, promptfoo);
      say(promptfoo, 0);
      return Exit.DONE;
    }
    if (Files.exists(file) && !force) throw new Refused(new CliProblem.TestsThere(file));
    say(file, project.makeTests(file));
    return Exit.DONE;
  }

  private void say(Path written, int cases) {
    if (call.json()) call.json(Map.of("cases", cases, "out", written.toString()));
    else call.screen.paragraph("", call.word("screen.testsMade", "n", cases, "out", written));
  }
}
