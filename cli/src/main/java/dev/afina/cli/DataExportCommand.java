package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetNews;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import dev.afina.dataset.check.CheckPlan;
import dev.afina.dataset.check.UploadGate;
import dev.afina.dataset.format.Export;
import dev.afina.dataset.format.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes conversations in the form that another program learns from, and names what it has no
/// place for.
@Command(name = "export")
final class DataExportCommand extends Verb {

  @Parameters(paramLabel = "${bundle:label.file}", descriptionKey = "param.data")
  String file;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      required = true,
      descriptionKey = "option.dataAs",
      order = 10)
  String as;

  @Option(
      names = "--out",
      paramLabel = "${bundle:label.file}",
      required = true,
      descriptionKey = "option.dataOut",
      order = 11)
  String out;

  @Option(names = "--with-personal", descriptionKey = "option.withPersonal", order = 12)
  boolean withPersonal;

  @Mixin ImportChoices choices = new ImportChoices();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without them
  DataExportCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    Output output = new Output(out, call);
    Telling telling = new Telling(call, output.isStandard());
    ConversationFormat.Writable format = format();
    List<DatasetProblem> told = new ArrayList<>();
    int[] written = {0};
    try (Input input = Input.of(file, call)) {
      if (Formats.isForProviders(format) && !withPersonal) refusePersonal(input.source());
      output.write(stream -> {
        Export export = new Export(format, stream);
        try (export;
            Stream<Reading> readings = choices.readings(input.source())) {
          for (Reading reading : (Iterable<Reading>) readings::iterator) {
            reading.told().forEach(telling::finding);
            if (reading instanceof Reading.Good good) export.add(good.conversation());
          }
        }
        told.addAll(export.told());
        written[0] = export.written();
        if (written[0] == 0)
          throw new Refused(
              told.isEmpty() ? List.of(new DatasetProblem.NoRows(input.source().name())) : told);
      });
    }
    told.forEach(telling::finding);
    telling.news(new DatasetNews.Exported(out, format.word(), written[0]));
    telling.end();
    return telling.exit();
  }

  /// What is written for a hosted provider leaves this machine.
  private void refusePersonal(Source source) {
    try (Stream<Reading> readings = choices.readings(source)) {
      UploadGate.personal(source.name(), readings, CheckPlan.PERSONAL)
          .ifPresent(problem -> {
            throw new Refused(problem);
          });
    }
  }

  private ConversationFormat.Writable format() {
    return Formats.named(as, ImportOptions.NONE)
        .filter(ConversationFormat.Writable.class::isInstance)
        .map(ConversationFormat.Writable.class::cast)
        .orElseThrow(
            () -> new Refused(new CliProblem.NoSuchChoice("--as", as, Formats.writable())));
  }
}
