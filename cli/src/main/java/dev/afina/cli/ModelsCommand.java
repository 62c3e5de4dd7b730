package dev.afina.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The base models of this machine; what is done with them is a command of its own below this one.
@Command(name = "models")
final class ModelsCommand extends Verb {

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec before it runs anything
  private ModelsCommand(Call call) {
    super(call);
  }

  static CommandLine group(Call call) {
    return new CommandLine(new ModelsCommand(call))
        .addSubcommand(new ModelsPullCommand(call))
        .addSubcommand(new ModelsListCommand(call))
        .addSubcommand(new ModelsShowCommand(call))
        .addSubcommand(new ModelsRemoveCommand(call));
  }

  /// Without a command: what there is.
  @Override
  int run() {
    PrintWriter out = spec.commandLine().getOut();
    spec.commandLine().usage(out);
    return Exit.DONE;
  }
}
