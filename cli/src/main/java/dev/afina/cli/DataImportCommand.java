package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetNews;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.format.ChatFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes one file of conversations of whatever there is; without `--out` it only says what it would
/// make.
@Command(name = "import")
final class DataImportCommand extends Verb {

  @Parameters(paramLabel = "${bundle:label.file}", arity = "1..*", descriptionKey = "param.import")
  List<String> files = List.of();

  @Option(
      names = "--out",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.importOut",
      order = 10)
  @Nullable String out;

  @Mixin ImportChoices choices = new ImportChoices();

  DataImportCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    Output output = new Output(out == null ? "" : out, call);
    Telling telling = new Telling(call, output.isStandard());
    List<Input> inputs = new ArrayList<>();
    try {
      for (String file : files) inputs.add(Input.of(file, call));
      // What cannot be read at all is refused before anything is written.
      for (Input input : inputs) choices.format(input.source());
      if (out == null) {
        for (Input input : inputs) read(input, null, telling);
      } else {
        output.write(stream -> {
          try (var writer = new ChatFormat(true, Scale.STARS).to(stream)) {
            int all = 0;
            for (Input input : inputs) all += read(input, writer, telling);
            if (all == 0)
              throw new Refused(new DatasetProblem.NoRows(inputs.getFirst().source().name()));
          }
        });
      }
    } catch (IOException e) {
      throw new IllegalStateException("nothing is written", e);
    } finally {
      inputs.forEach(Input::close);
    }
    telling.end();
    return telling.exit();
  }

  private int read(Input input, ConversationFormat.@Nullable Writer writer, Telling telling)
      throws IOException {
    ConversationFormat format = choices.format(input.source());
    int good = 0;
    int bad = 0;
    try (Stream<Reading> readings = choices.readings(input.source())) {
      for (Reading reading : (Iterable<Reading>) readings::iterator) {
        reading.told().forEach(telling::finding);
        switch (reading) {
          case Reading.Good read -> {
            good++;
            if (writer != null) writer.write(read.conversation());
          }
          case Reading.Bad _ -> bad++;
          case Reading.Note _ -> {}
        }
      }
    }
    telling.news(new DatasetNews.Imported(input.source().name(), format.word(), good, bad));
    return good;
  }
}
