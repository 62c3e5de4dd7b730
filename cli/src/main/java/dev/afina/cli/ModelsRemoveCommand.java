package dev.afina.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Deletes a base from the cache.
@Command(name = "remove")
final class ModelsRemoveCommand extends Verb {

  @Parameters(paramLabel = "${bundle:label.model}", descriptionKey = "param.model")
  String name;

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a name
  ModelsRemoveCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    long bytes = call.models().remove(name, call.news());
    if (call.json()) call.json(Map.of("name", name, "bytes", bytes));
    else
      call.screen.paragraph(
          "", call.word("screen.removed", "name", name, "size", call.size(bytes)));
    return Exit.DONE;
  }
}
