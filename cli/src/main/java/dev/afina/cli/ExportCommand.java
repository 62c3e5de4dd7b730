package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.model.ExportForm;
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
      paramLabel = "adapter|merged|gguf|gguf-adapter",
      descriptionKey = "option.as",
      order = 1)
  String as;

  @Option(
      names = "--type",
      paramLabel = "f16|q8_0",
      defaultValue = "f16",
      descriptionKey = "option.ggufType",
      order = 2)
  String type;

  @Option(
      names = "--out",
      paramLabel = "${bundle:label.folder}",
      descriptionKey = "option.exportOut",
      order = 3)
  @Nullable Path out;

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without folder and form
  ExportCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    ExportForm form = form();
    Path place = call.open(folder, Map.of()).export(form, Optional.ofNullable(out), call.news());
    call.screen.clearStatus();
    if (call.json()) call.json(Map.of("form", form.word(), "out", place.toString()));
    else call.screen.paragraph("", call.word("screen.exported", "place", place));
    return Exit.DONE;
  }

  private ExportForm form() {
    return switch (as) {
      case "adapter" -> ExportForm.ADAPTER;
      case "merged" -> ExportForm.MERGED;
      case "gguf-adapter" -> ExportForm.GGUF_ADAPTER;
      case "gguf" ->
          switch (type) {
            case "f16" -> ExportForm.GGUF_F16;
            case "q8_0" -> ExportForm.GGUF_Q8_0;
            default ->
                throw new Refused(
                    new CliProblem.NoSuchChoice("--type", type, List.of("f16", "q8_0")));
          };
      default ->
          throw new Refused(
              new CliProblem.NoSuchChoice(
                  "--as", as, List.of("adapter", "merged", "gguf", "gguf-adapter")));
    };
  }
}
