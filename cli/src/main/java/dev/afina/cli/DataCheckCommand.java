package dev.afina.cli;

import dev.afina.dataset.check.Examination;
import dev.afina.dataset.check.Leakage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Everything that is wrong with a data set, at once; or what it shares with another one.
@Command(name = "check")
final class DataCheckCommand extends Verb {

  @Parameters(index = "0", paramLabel = "${bundle:label.file}", descriptionKey = "param.data")
  String file;

  @Option(
      names = "--against",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.against",
      order = 5)
  @Nullable String against;

  @Mixin CheckOptions options = new CheckOptions();
  @Mixin ImportChoices choices = new ImportChoices();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a file
  DataCheckCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    FindingsScreen screen = new FindingsScreen(call);
    String other = against;
    try (DataFile data = DataFile.of(file, choices, call)) {
      if (other == null) return screen.show(options.look(data));
      try (DataFile known = DataFile.of(other, choices, call)) {
        var mine = data.all();
        return screen.show(
            new Examination(Leakage.between(mine, known.all()), List.of(), mine.size()));
      }
    }
  }
}
