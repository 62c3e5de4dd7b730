package dev.afina.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The base models of this machine; what is done with them is a command of its own below this one.
@Command(name = "models")
final class ModelsCommand extends Verb {

  private static final Commands COMMANDS =
      new Commands()
          .add("pull", ModelsPullCommand::new)
          .add("list", ModelsListCommand::new)
          .add("show", ModelsShowCommand::new)
          .add("remove", ModelsRemoveCommand::new);

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec before it runs anything
  private ModelsCommand(Call call) {
    super(call);
  }

  static CommandLine group(Call call, List<String> words) {
    CommandLine line = new CommandLine(new ModelsCommand(call));
    COMMANDS.below(line, call, words);
    return line;
  }

  /// Without a command: what there is.
  @Override
  int run() {
    PrintWriter out = spec.commandLine().getOut();
    spec.commandLine().usage(out);
    return Exit.DONE;
  }
}
