package dev.afina.cli;

import dev.afina.project.Project;
import dev.afina.project.StepName;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The eight steps of a folder, as far as something has changed.
@Command(name = "run")
final class RunCommand extends Verb {

  @Parameters(paramLabel = "${bundle:label.folder}", descriptionKey = "param.folder")
  Path folder;

  @Option(
      names = "--from",
      paramLabel = "${bundle:label.step}",
      descriptionKey = "option.from",
      order = 1)
  @Nullable StepName from;

  @Option(
      names = "--to",
      paramLabel = "${bundle:label.step}",
      descriptionKey = "option.to",
      order = 2)
  @Nullable StepName to;

  @Option(names = "--force", descriptionKey = "option.force", order = 3)
  boolean force;

  @Mixin Overrides overrides = new Overrides();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a folder
  RunCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    StepName first = from == null ? StepName.EXAMPLES : from;
    StepName last = to == null ? StepName.ANALYZE : to;
    Project project = call.open(folder, overrides.all());
    if (first == StepName.EXAMPLES && !Steps.agreed(call, project)) return Exit.REFUSED;
    return Steps.run(
        call, project, folder, overrides, last, events -> project.run(first, last, force, events));
  }
}
