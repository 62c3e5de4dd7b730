package dev.afina.cli;

import dev.afina.model.Base;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Fetches a base from a hub, or what is new of it.
@Command(name = "pull")
final class ModelsPullCommand extends Verb {

  @Parameters(paramLabel = "${bundle:label.model}", descriptionKey = "param.hubModel")
  String name;

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a name
  ModelsPullCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    Base base = call.models().pull(name, call.progress());
    call.screen.clearStatus();
    if (call.json()) call.json(Map.of("name", base.name(), "place", base.place().toString()));
    else
      call.screen.paragraph(
          "", call.word("screen.pulled", "name", base.name(), "place", base.place()));
    return Exit.DONE;
  }
}
