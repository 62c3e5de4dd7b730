package dev.afina.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Everything that is wrong with a data set, at once.
@Command(name = "check")
final class DataCheckCommand extends Verb {

  @Parameters(index = "0", paramLabel = "${bundle:label.file}", descriptionKey = "param.data")
  String file;

  @Mixin CheckOptions options = new CheckOptions();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a file
  DataCheckCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    return new FindingsScreen(call).show(options.look(DataFile.of(file, call)));
  }
}
