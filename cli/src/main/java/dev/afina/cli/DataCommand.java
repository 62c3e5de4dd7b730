package dev.afina.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What is done with data before anything is trained; each is a command of its own below this one.
@Command(name = "data")
final class DataCommand extends Verb {

  private static final Commands COMMANDS =
      new Commands()
          .add("import", DataImportCommand::new)
          .add("check", DataCheckCommand::new)
          .add("repair", DataRepairCommand::new)
          .add("filter", DataFilterCommand::new)
          .add("report", DataReportCommand::new)
          .add("split", DataSplitCommand::new)
          .add("augment", DataAugmentCommand::new)
          .add("export", DataExportCommand::new)
          .add("tokens", DataTokensCommand::new);

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec before it runs anything
  private DataCommand(Call call) {
    super(call);
  }

  static CommandLine group(Call call, List<String> words) {
    CommandLine line = new CommandLine(new DataCommand(call));
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
