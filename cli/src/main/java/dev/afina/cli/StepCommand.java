package dev.afina.cli;

import dev.afina.project.Project;
import dev.afina.project.StepName;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// One step alone, on what the earlier ones left.
@Command(name = "step")
final class StepCommand extends Verb {

  @Parameters(index = "0", paramLabel = "${bundle:label.step}", descriptionKey = "param.step")
  StepName step;

  @Parameters(index = "1", paramLabel = "${bundle:label.folder}", descriptionKey = "param.folder")
  Path folder;

  @Option(names = "--force", descriptionKey = "option.force", order = 3)
  boolean force;

  @Mixin Overrides overrides = new Overrides();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without step and folder
  StepCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    Project project = call.open(folder, overrides.all());
    if (step == StepName.EXAMPLES && !Steps.agreed(call, project)) return Exit.REFUSED;
    return Steps.run(
        call, project, folder, overrides, step, events -> project.step(step, force, events));
  }
}
