package dev.afina.core;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The one JSON of Afina: UTF-8, `\n`, components in the order of their record, no duplicate keys.
/// The same value always gives the same bytes, so files can be compared by digest.
public final class Json {
  private Json() {}

  /// No text that anybody wrote is longer; a longer one would only fill the memory.
  private static final int LONGEST_TEXT = 8 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private static final ObjectReader ONE_OF_MANY =
      MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final ObjectWriter PRETTY =
      MAPPER
          .writer()
          .with(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance()
                          .withObjectNameValueSpacing(Separators.Spacing.AFTER))
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  /// One line, without a line end.
  public static String line(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// Indented for people, with a line end.
  public static String pretty(Object value) {
    return PRETTY.writeValueAsString(value) + "\n";
  }

  /// @throws JacksonException if `text` is not JSON or does not fit `type`
  public static <T> T parse(String text, Class<T> type) {
    return MAPPER.readValue(text, type);
  }

  /// @throws JacksonException if `text` is not JSON
  public static JsonNode tree(String text) {
    return MAPPER.readTree(text);
  }

  /// A parser for JSON too long to be held as a whole.
  ///
  /// @throws JacksonException if the beginning is not JSON
  public static JsonParser parser(Reader text) {
    return MAPPER.createParser(text);
  }

  /// The value at the parser's place, which is behind it afterwards.
  ///
  /// @throws JacksonException if it is not JSON
  public static JsonNode next(JsonParser parser) {
    return ONE_OF_MANY.readTree(parser);
  }

  /// A writer of JSON, member by member. Closing it leaves `out` open.
  public static JsonGenerator generator(OutputStream out) {
    return MAPPER.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET).createGenerator(out);
  }

  /// The value as a tree.
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static <T> T convert(JsonNode node, Class<T> type) {
    return MAPPER.treeToValue(node, type);
  }

  /// @throws Refused with a [FileProblem] if the file is missing, unreadable or not such JSON
  public static <T> T read(Path file, Class<T> type) {
    try {
      return parse(Files.readString(file), type);
    } catch (IOException e) {
      throw FileProblem.reading(file, e);
    } catch (JacksonException e) {
      throw notJson(file, 0, e);
    }
  }

  /// Reads a JSONL file, one value a line; empty lines are passed over.
  ///
  /// @throws Refused with a [FileProblem] naming the first line that is not such JSON
  public static <T> List<T> readLines(Path file, Class<T> type) {
    List<T> values = new ArrayList<>();
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) values.add(parse(line, type));
      }
      return values;
    } catch (IOException e) {
      throw FileProblem.reading(file, e);
    } catch (JacksonException e) {
      throw notJson(file, number, e);
    }
  }

  public static void write(Path file, Object value) {
    SafeFile.write(file, pretty(value));
  }

  public static void writeLines(Path file, Iterable<?> values) {
    SafeFile.write(
        file,
        out -> {
          for (Object value : values)
            out.write((line(value) + "\n").getBytes(StandardCharsets.UTF_8));
        });
  }

  /// The refusal for JSON that cannot be read; `line` 0 means: take it from the error.
  public static Refused notJson(Path file, int line, JacksonException e) {
    var where = e.getLocation();
    int foundLine = line > 0 || where == null ? line : Math.max(0, where.getLineNr());
    int column = where == null ? 0 : Math.max(0, where.getColumnNr());
    return new Refused(new FileProblem.NotJson(file, foundLine, column, reason(e)), e);
  }

  /// What the parser says of the text, without what it says of itself.
  public static String reason(JacksonException e) {
    String said = Objects.requireNonNullElse(e.getOriginalMessage(), "");
    return said.lines().findFirst().orElse("").replaceFirst(OF_ITSELF, "");
  }

  private static final String OF_ITSELF = " \\((for \\w+ starting|start marker) at .*";
}
