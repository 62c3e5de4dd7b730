package dev.afina.dataset.format;

import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import dev.afina.dataset.text.Charsets;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The values of a JSON file, one in memory at a time: one a line (JSONL), the elements of one long
/// list, or the members of one long object. Which of them a file is, it shows itself.
final class JsonItems {
  private JsonItems() {}

  /// How an object that is not divided into lines is taken apart.
  ///
  /// @param lists members that are lists of what is sought
  /// @param members whether without such a list each member is one, and not the object itself
  record Shape(List<String> lists, boolean members) {
    static final Shape SINGLE = new Shape(List.of(), false);
    static final Shape MEMBERS = new Shape(List.of(), true);

    static Shape list(String... names) {
      return new Shape(List.of(names), false);
    }
  }

  /// What each value of the file is as readings.
  static Stream<Reading> readings(
      Source source, Shape shape, Function<JsonItem.Value, Stream<Reading>> each) {
    if (!hasObjectsInLines(source, shape)) return readings(document(source, shape), each);
    Lines lines = new Lines(source);
    return noted(lines, readings(lines(lines), each)).onClose(lines::close);
  }

  private static Stream<Reading> readings(
      Stream<JsonItem> items, Function<JsonItem.Value, Stream<Reading>> each) {
    return items.flatMap(item ->
        switch (item) {
          case JsonItem.Broken broken ->
              Stream.of(new Reading.Bad(broken.line(), broken.problem()));
          case JsonItem.Value value -> each.apply(value);
        });
  }

  /// Whether the first line is an object by itself, and not one that holds all the others.
  private static boolean hasObjectsInLines(Source source, Shape shape) {
    try (Lines lines = new Lines(source)) {
      String first = lines.next();
      while (first != null && first.isBlank() && !lines.wasTooLong()) first = lines.next();
      if (first == null) return true;
      if (lines.wasTooLong() || first.stripLeading().startsWith("[")) return false;
      JsonNode node;
      try {
        node = Json.tree(first);
      } catch (JacksonException e) {
        // The beginning of a long object, or a broken line: in the second case others follow.
        return !first.strip().equals("{") && secondLineIsObject(lines);
      }
      if (shape.lists().stream().anyMatch(name -> node.path(name).isArray())) return false;
      return !shape.members() || secondLineIsObject(lines);
    }
  }

  private static boolean secondLineIsObject(Lines lines) {
    String next = lines.next();
    while (next != null && next.isBlank() && !lines.wasTooLong()) next = lines.next();
    if (next == null || !next.stripLeading().startsWith("{")) return false;
    try {
      Json.tree(next);
      return true;
    } catch (JacksonException e) {
      return false; // A member of a list that goes over several lines.
    }
  }

  private static Stream<JsonItem> lines(Lines lines) {
    return Pulled.stream(() -> nextLine(lines), () -> {});
  }

  /// Puts a note behind the reading where a file turned out not to be UTF-8.
  static Stream<Reading> noted(Lines lines, Stream<Reading> readings) {
    boolean[] told = {false};
    return readings.flatMap(reading -> {
      if (told[0] || lines.foreignLine() == 0) return Stream.of(reading);
      told[0] = true;
      int line = lines.foreignLine();
      return Stream.of(
          new Reading.Note(
              line, new DatasetProblem.OtherEncoding(lines.file(), line, lines.encoding())),
          reading);
    });
  }

  private static @Nullable JsonItem nextLine(Lines lines) {
    for (String line = lines.next(); line != null; line = lines.next()) {
      int number = lines.number();
      if (lines.wasTooLong())
        return new JsonItem.Broken(
            number, new DatasetProblem.LineTooLong(lines.file(), number, Lines.LIMIT));
      if (line.isBlank()) continue;
      try {
        return new JsonItem.Value(number, "", Json.tree(line));
      } catch (JacksonException e) {
        var where = e.getLocation();
        int column = where == null ? 0 : Math.max(0, where.getColumnNr());
        return new JsonItem.Broken(
            number, new DatasetProblem.BrokenJson(lines.file(), number, column, reason(e)));
      }
    }
    return null;
  }

  private static Stream<JsonItem> document(Source source, Shape shape) {
    JsonDocument document = new JsonDocument(source.name(), reader(source), shape);
    return Pulled.stream(document::next, document::close);
  }

  /// A document may be one line of gigabytes, so its encoding is judged by its beginning.
  private static Reader reader(Source source) {
    try {
      InputStream in = new BufferedInputStream(source.open(), 1 << 16);
      in.mark(1 << 16);
      byte[] head = in.readNBytes((1 << 16) - 1);
      in.reset();
      Charset charset = Charsets.wide(head);
      if (charset == null) {
        charset = isUtf8(head) ? StandardCharsets.UTF_8 : Charsets.likely(head);
        in.skipNBytes(Charsets.mark(head, StandardCharsets.UTF_8));
      }
      return new InputStreamReader(in, charset);
    } catch (IOException e) {
      throw FileProblem.reading(Path.of(source.name()), e);
    }
  }

  /// The last character may be cut off.
  private static boolean isUtf8(byte[] head) {
    for (int cut = 0; cut <= Math.min(3, head.length); cut++)
      if (Charsets.isUtf8(Arrays.copyOf(head, head.length - cut), head.length - cut)) return true;
    return false;
  }

  static String reason(JacksonException e) {
    return Objects.requireNonNullElse(e.getOriginalMessage(), "").lines().findFirst().orElse("");
  }
}
