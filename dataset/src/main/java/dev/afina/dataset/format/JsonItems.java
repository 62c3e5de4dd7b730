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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

  /// How one value of a file is read.
  interface Reader {
    Reading read(String file, int line, JsonNode value);
  }

  /// Files of one conversation a value.
  static Stream<Reading> single(Source source, Reader reader) {
    return readings(
        source,
        Shape.SINGLE,
        value -> Stream.of(reader.read(source.name(), value.line(), value.node())));
  }

  /// What each value of the file is as readings. Lines are read on all cores, so `each` keeps
  /// nothing.
  static Stream<Reading> readings(
      Source source, Shape shape, Function<JsonItem.Value, Stream<Reading>> each) {
    if (!hasObjectsInLines(source, shape))
      return document(source, shape).flatMap(item -> readings(item, each));
    Lines lines = new Lines(source);
    Stream<Line> written = Pulled.stream(() -> next(lines), lines::close);
    return Batched.map(
            written, line -> line.text().length(), line -> readings(line, lines.file(), each))
        .flatMap(List::stream);
  }

  private static List<Reading> readings(
      Line line, String file, Function<JsonItem.Value, Stream<Reading>> each) {
    Stream<Reading> readings = readings(item(line, file), each);
    Reading note = line.note();
    return (note == null ? readings : Stream.concat(Stream.of(note), readings)).toList();
  }

  private static Stream<Reading> readings(
      JsonItem item, Function<JsonItem.Value, Stream<Reading>> each) {
    return switch (item) {
      case JsonItem.Broken broken -> Stream.of(new Reading.Bad(broken.line(), broken.problem()));
      case JsonItem.Value value -> each.apply(value);
    };
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

  /// @param note what the file turned out to be in this line
  private record Line(int number, String text, boolean tooLong, @Nullable Reading note) {}

  private static @Nullable Line next(Lines lines) {
    for (String text = lines.next(); text != null; text = lines.next()) {
      if (text.isBlank() && !lines.wasTooLong()) continue;
      Reading note = lines.turnedOutForeign() ? lines.note() : null;
      return new Line(lines.number(), text, lines.wasTooLong(), note);
    }
    return null;
  }

  private static JsonItem item(Line line, String file) {
    int number = line.number();
    if (line.tooLong())
      return new JsonItem.Broken(number, new DatasetProblem.LineTooLong(file, number, Lines.LIMIT));
    try {
      return new JsonItem.Value(number, "", Json.tree(line.text()));
    } catch (JacksonException e) {
      var where = e.getLocation();
      int column = where == null ? 0 : Math.max(0, where.getColumnNr());
      return new JsonItem.Broken(
          number, new DatasetProblem.BrokenJson(file, number, column, Json.reason(e)));
    }
  }

  private static Stream<JsonItem> document(Source source, Shape shape) {
    JsonDocument document = new JsonDocument(source.name(), characters(source), shape);
    return Pulled.stream(document::next, document::close);
  }

  /// A document may be one line of gigabytes, so its encoding is judged by its beginning.
  private static java.io.Reader characters(Source source) {
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
}
