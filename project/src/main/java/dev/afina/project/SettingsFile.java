package dev.afina.project;

import dev.afina.core.Fact;
import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// `afina.yaml`, read token by token so that a wrong name can be told with its line.
final class SettingsFile {
  private SettingsFile() {}

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();

  /// The values of the known settings; what is wrong goes to `problems`. A missing file is an empty
  /// one.
  static Map<SettingName, String> read(Path file, List<Fact> problems) {
    Map<SettingName, String> values = new EnumMap<>(SettingName.class);
    if (!Files.exists(file)) return values;
    String name = Objects.requireNonNull(file.getFileName(), "a file has a name").toString();
    Deque<String> path = new ArrayDeque<>();
    try (JsonParser parser = YAML.createParser(Files.readString(file))) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case PROPERTY_NAME -> path.addLast(parser.currentName());
          case START_OBJECT -> {}
          case END_OBJECT -> path.pollLast();
          case START_ARRAY -> {
            list(String.join(".", path), line(parser), name, problems);
            parser.skipChildren();
            path.pollLast();
          }
          case VALUE_NULL -> path.pollLast();
          case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> {
            String dotted = String.join(".", path);
            String value = parser.getString();
            SettingName.of(dotted)
                .ifPresentOrElse(
                    known -> values.put(known, value),
                    () -> note(dotted, line(parser), name, problems));
            path.pollLast();
          }
          case END_ARRAY, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> {}
        }
      }
    } catch (IOException e) {
      throw FileProblem.reading(file, e);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
      problems.add(new ProjectProblem.BrokenSettings(name, line, Json.reason(e)));
    }
    return values;
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private static void list(String dotted, int line, String file, List<Fact> problems) {
    if (SettingName.of(dotted).isPresent())
      problems.add(new ProjectProblem.NotOneValue(file, line, dotted));
    else note(dotted, line, file, problems);
  }

  private static void note(String dotted, int line, String file, List<Fact> problems) {
    problems.add(
        new ProjectProblem.UnknownSetting(file, line, dotted, SettingName.nearest(dotted)));
  }
}
