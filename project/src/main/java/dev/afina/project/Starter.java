package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.dataset.Columns;
import dev.afina.dataset.CsvTable;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Labelled;
import dev.afina.dataset.LabelledFormat;
import dev.afina.dataset.Listing;
import dev.afina.dataset.Located;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import dev.afina.dataset.format.ChatListing;
import dev.afina.dataset.format.Formats;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes a folder that runs.
public final class Starter {
  private Starter() {}

  /// Like the other, for a file that says everything itself.
  public static void create(Path folder, Kind kind, String language, @Nullable Path from) {
    create(folder, kind, language, from, ImportOptions.NONE);
  }

  /// Fills `folder` with a commented `afina.yaml` and examples: bundled ones with cases to test by,
  /// or those of `from`.
  ///
  /// @param language `es` or `en`: of the comments and of the bundled examples
  /// @param from one's own sentences or conversations in any known format, or `null`
  /// @param options what is said about that file
  /// @throws Refused if the folder is not empty, or `from` has faults; then nothing is written
  public static void create(
      Path folder, Kind kind, String language, @Nullable Path from, ImportOptions options) {
    ProjectFiles files = new ProjectFiles(folder.toAbsolutePath().normalize());
    if (!SafeFile.isFree(files.folder()))
      throw new Refused(new ProjectProblem.FolderNotEmpty(folder));
    String home = "starter/" + (language.equals("es") ? "es" : "en") + "/" + kind.word() + "/";
    if (from == null) bundled(files, kind, home);
    else own(files, kind, from, options);
    Path name = Objects.requireNonNullElse(files.folder().getFileName(), files.folder());
    String settings = resource(home + "afina.yaml").replace("{name}", Json.line(name.toString()));
    SafeFile.write(
        files.folder().resolve(".gitignore"), "/data/\n/results/\n/models/\n/.afina/\n.env\n");
    // Last, because a folder with this file counts as a project.
    SafeFile.write(files.settings(), settings);
  }

  private static void bundled(ProjectFiles files, Kind kind, String home) {
    switch (kind) {
      case INTENTS -> SafeFile.write(files.sentences(), resource(home + "examples.csv"));
      case CHAT -> SafeFile.write(files.jsonLines(), resource(home + "examples.jsonl"));
    }
    SafeFile.write(files.tests(), resource(home + "tests.csv"));
  }

  /// One's own sentences, in the form that is easiest to go on with: UTF-8 and commas.
  private static void own(ProjectFiles files, Kind kind, Path from, ImportOptions options) {
    switch (kind) {
      case INTENTS -> {
        // The plain form first, because it is stricter and says more; else any other.
        Listing<Labelled> plain =
            isPlain(from) ? LabelledFormat.read(from) : labelled(from, options);
        Listing.refuseErrors(plain.findings());
        CsvTable.write(
            files.sentences(),
            List.of(Columns.TEXT.getFirst(), Columns.LABEL.getFirst()),
            plain.values().stream().map(one -> List.of(one.text(), one.label())).toList());
      }
      case CHAT -> {
        Listing<Conversation> reading = ChatListing.read(Source.of(from), options);
        Listing.refuseErrors(reading.findings());
        Json.writeLines(files.jsonLines(), reading.values());
      }
    }
  }

  /// What a file of one's own is for: sentences with few different answers are intents.
  ///
  /// @throws Refused if it is in no known format
  public static Kind kindOf(Path from, ImportOptions options) {
    if (isPlain(from) && !from.toString().endsWith(".jsonl")) return Kind.INTENTS;
    Source source = Source.of(from);
    try (Stream<Reading> readings = Formats.of(source, options).read(source)) {
      List<Conversation> some =
          readings
              .limit(LOOKED_AT)
              .flatMap(reading ->
                  reading instanceof Reading.Good good
                      ? Stream.of(good.conversation())
                      : Stream.empty())
              .toList();
      return ChatListing.areLabels(some) ? Kind.INTENTS : Kind.CHAT;
    }
  }

  private static final int LOOKED_AT = 200;

  /// A CSV file with the columns `text` and `label`, or JSONL with those keys.
  private static boolean isPlain(Path from) {
    String name = from.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".jsonl"))
      return Formats.of(Source.of(from), ImportOptions.NONE).word().equals("labels");
    if (!name.endsWith(".csv")) return false;
    List<DatasetProblem> findings = new ArrayList<>();
    return CsvTable.read(from, findings)
        .map(table -> table.column(Columns.TEXT) >= 0 && table.column(Columns.LABEL) >= 0)
        .orElse(false);
  }

  private static Listing<Labelled> labelled(Path from, ImportOptions options) {
    Listing<Conversation> read = ChatListing.read(Source.of(from), options);
    List<Located<Labelled>> items =
        read.items().stream()
            .map(one ->
                new Located<>(
                    new Labelled(
                        one.value().question().getLast().content().strip(),
                        one.value().answer().strip()),
                    one.file(),
                    one.line()))
            .toList();
    return new Listing<>(items, read.findings());
  }

  private static String resource(String name) {
    try (InputStream in = Starter.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
