package dev.afina.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What is done with data before anything is trained; each is a command of its own below this one.
@Command(name = "data")
final class DataCommand extends Verb {

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec before it runs anything
  private DataCommand(Call call) {
    super(call);
  }

  static CommandLine group(Call call) {
    return new CommandLine(new DataCommand(call))
        .addSubcommand(new DataImportCommand(call))
        .addSubcommand(new DataCheckCommand(call))
        .addSubcommand(new DataRepairCommand(call))
        .addSubcommand(new DataFilterCommand(call))
        .addSubcommand(new DataReportCommand(call))
        .addSubcommand(new DataSplitCommand(call))
        .addSubcommand(new DataAugmentCommand(call))
        .addSubcommand(new DataExportCommand(call))
        .addSubcommand(new DataTokensCommand(call));
  }

  /// Without a command: what there is.
  @Override
  int run() {
    PrintWriter out = spec.commandLine().getOut();
    spec.commandLine().usage(out);
    return Exit.DONE;
  }
}
