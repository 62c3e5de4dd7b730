package dev.afina.cli;

import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.ImportOptions.TableChoice;
import dev.afina.dataset.Mapping;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.Source;
import dev.afina.dataset.format.Formats;
import dev.afina.dataset.format.Repaired;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What can be said about a file that is read: its format, who of its speakers answers, what its
/// columns and marks mean. All of it is found out where nothing is said.
final class ImportChoices {

  @Option(names = "--format", paramLabel = "NAME", descriptionKey = "option.format", order = 20)
  @Nullable String format;

  @Option(
      names = "--assistant",
      paramLabel = "NAME",
      descriptionKey = "option.assistant",
      order = 21)
  @Nullable String assistant;

  @Option(
      names = "--columns",
      paramLabel = "${bundle:label.columns}",
      split = ",",
      descriptionKey = "option.columns",
      order = 22)
  Map<String, String> columns = new LinkedHashMap<>();

  @Option(names = "--separator", paramLabel = ";", descriptionKey = "option.separator", order = 23)
  @Nullable String separator;

  @Option(names = "--sheet", paramLabel = "NAME", descriptionKey = "option.sheet", order = 24)
  @Nullable String sheet;

  @Option(names = "--dates", paramLabel = "dmy|mdy", descriptionKey = "option.dates", order = 25)
  @Nullable String dates;

  @Option(
      names = "--scale",
      paramLabel = "${bundle:label.scale}",
      descriptionKey = "option.scale",
      order = 26)
  @Nullable String scale;

  @Option(
      names = "--mapping",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.mapping",
      order = 27)
  @Nullable Path mapping;

  ImportOptions options() {
    return new ImportOptions(
        scale == null ? Scale.STARS : Scale.parse(scale),
        assistant,
        columns,
        new TableChoice(separator(), sheet, dayFirst()),
        mapping == null ? null : Mapping.read(existing(mapping)));
  }

  /// The readings of a file, repaired. Close the stream to close the file.
  Stream<Reading> readings(Source source) {
    return Repaired.read(format(source), source);
  }

  ConversationFormat format(Source source) {
    if (format == null) return Formats.of(source, options());
    return Formats.named(format, options())
        .orElseThrow(
            () -> new Refused(new CliProblem.NoSuchChoice("--format", format, Formats.words())));
  }

  private @Nullable Character separator() {
    if (separator == null) return null;
    if (separator.equals("\\t") || separator.equals("tab")) return '\t';
    if (separator.length() != 1)
      throw new Refused(
          new CliProblem.NoSuchChoice("--separator", separator, List.of(",", ";", "|", "tab")));
    return separator.charAt(0);
  }

  private @Nullable Boolean dayFirst() {
    if (dates == null) return null;
    if (!List.of("dmy", "mdy").contains(dates))
      throw new Refused(new CliProblem.NoSuchChoice("--dates", dates, List.of("dmy", "mdy")));
    return dates.equals("dmy");
  }

  static Source existing(Path file) {
    if (!Files.exists(file)) throw new Refused(new FileProblem.Missing(file));
    return Source.of(file);
  }
}
