package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.model.TunedModel.Form;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Hands the result out to other programs.
@Command(name = "export")
final class ExportCommand extends Verb {

  @Parameters(paramLabel = "${bundle:label.folder}", descriptionKey = "param.folder")
  Path folder;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "adapter|merged",
      descriptionKey = "option.as",
      order = 1)
  String as;

  @Option(
      names = "--out",
      paramLabel = "${bundle:label.folder}",
      descriptionKey = "option.exportOut",
      order = 2)
  @Nullable Path out;

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without folder and form
  ExportCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    Form form =
        switch (as) {
          case "adapter" -> Form.ADAPTER;
          case "merged" -> Form.WHOLE;
          default ->
              throw new Refused(
                  new CliProblem.NoSuchChoice("--as", as, List.of("adapter", "merged")));
        };
    Path place = call.open(folder, Map.of()).export(form, Optional.ofNullable(out), call.news());
    call.screen.clearStatus();
    if (call.json()) call.json(Map.of("form", as, "out", place.toString()));
    else call.screen.paragraph("", call.word("screen.exported", "place", place));
    return Exit.DONE;
  }
}
