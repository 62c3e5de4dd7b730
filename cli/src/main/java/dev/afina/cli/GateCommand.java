package dev.afina.cli;

import dev.afina.evaluation.Gate;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Whether the model may go live, as an exit code for scripts: 0 passed, 1 worse, 2 refused, 3 no
/// evidence.
@Command(name = "gate")
final class GateCommand extends Verb {

  @Parameters(index = "0", paramLabel = "${bundle:label.folder}", descriptionKey = "param.folder")
  Path folder;

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a folder
  GateCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    Gate gate = call.open(folder, Map.of()).gate();
    if (call.json())
      call.json(Map.of("gate", gate.getClass().getSimpleName(), "sentence", call.texts.say(gate)));
    else call.screen.paragraph("", call.texts.say(gate));
    return switch (gate) {
      case Gate.Passed _ -> Exit.DONE;
      case Gate.Worse _ -> Exit.WORSE;
      case Gate.NoEvidence _, Gate.OnlyValidation _, Gate.NothingGraded _ -> Exit.NO_EVIDENCE;
    };
  }
}
