package dev.afina.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The base models of this machine; what is done with them is a command of its own below this one.
@Command(name = "models")
final class ModelsCommand extends Group {

  private static final Commands COMMANDS =
      new Commands()
          .add("pull", ModelsPullCommand::new)
          .add("list", ModelsListCommand::new)
          .add("show", ModelsShowCommand::new)
          .add("remove", ModelsRemoveCommand::new);

  private ModelsCommand(Call call) {
    super(call);
  }

  static CommandLine group(Call call, List<String> words) {
    return COMMANDS.below(new ModelsCommand(call), call, words);
  }
}
