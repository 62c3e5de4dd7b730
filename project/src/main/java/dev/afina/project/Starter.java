package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.dataset.ChatListing;
import dev.afina.dataset.Columns;
import dev.afina.dataset.CsvTable;
import dev.afina.dataset.Labelled;
import dev.afina.dataset.LabelledFormat;
import dev.afina.dataset.Listing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes a folder that runs.
public final class Starter {
  private Starter() {}

  /// Fills `folder` with a commented `afina.yaml` and examples: bundled ones, or those of `from`.
  ///
  /// @param language `es` or `en`: of the comments and of the bundled examples
  /// @param from one's own sentences (CSV or JSONL), or `null`
  /// @throws Refused if the folder is not empty, or `from` has faults; then nothing is written
  public static void create(Path folder, Kind kind, String language, @Nullable Path from) {
    ProjectFiles files = new ProjectFiles(folder.toAbsolutePath().normalize());
    if (!isFree(files.folder())) throw new Refused(new ProjectProblem.FolderNotEmpty(folder));
    String home = "starter/" + (language.equals("es") ? "es" : "en") + "/" + kind.word() + "/";
    if (from == null) bundled(files, kind, home);
    else own(files, kind, from);
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
  }

  /// One's own sentences, in the form that is easiest to go on with: UTF-8 and commas.
  private static void own(ProjectFiles files, Kind kind, Path from) {
    switch (kind) {
      case INTENTS -> {
        Listing<Labelled> reading = LabelledFormat.read(from);
        Listing.refuseErrors(reading.findings());
        CsvTable.write(
            files.sentences(),
            List.of(Columns.TEXT.getFirst(), Columns.LABEL.getFirst()),
            reading.values().stream().map(one -> List.of(one.text(), one.label())).toList());
      }
      case CHAT -> {
        Listing<Conversation> reading = ChatListing.read(from);
        Listing.refuseErrors(reading.findings());
        Json.writeLines(files.jsonLines(), reading.values());
      }
    }
  }

  private static boolean isFree(Path folder) {
    if (!Files.exists(folder)) return true;
    if (!Files.isDirectory(folder)) return false;
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    } catch (IOException e) {
      throw FileProblem.reading(folder, e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Starter.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
