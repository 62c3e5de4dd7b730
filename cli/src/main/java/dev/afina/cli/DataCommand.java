package dev.afina.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What is done with data before anything is trained; each is a command of its own below this one.
@Command(name = "data")
final class DataCommand extends Group {

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

  private DataCommand(Call call) {
    super(call);
  }

  static CommandLine group(Call call, List<String> words) {
    return COMMANDS.below(new DataCommand(call), call, words);
  }
}
