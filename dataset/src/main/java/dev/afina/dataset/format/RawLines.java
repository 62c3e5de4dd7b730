package dev.afina.dataset.format;

import dev.afina.dataset.Source;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The JSON of a file as it is written, for rules about the writing itself.
///
/// @param line where it begins, from 1
public record RawLines(int line, JsonNode json) {

  /// The values of a file that can be read. Close the stream to close the file.
  public static Stream<RawLines> of(Source source) {
    return JsonItems.read(source, JsonItems.Shape.list("conversations"))
        .<RawLines>mapMulti(
            (item, to) -> {
              if (item instanceof JsonItem.Value value)
                to.accept(new RawLines(value.line(), value.node()));
            });
  }
}
