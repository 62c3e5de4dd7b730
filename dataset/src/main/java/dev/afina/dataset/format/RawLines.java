package dev.afina.dataset.format;

import dev.afina.core.Json;
import dev.afina.dataset.Source;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The JSON of each line as it is written, for rules about the writing itself.
public final class RawLines {
  private RawLines() {}

  /// @param each receives the number of a line, from 1, and what stands there; lines that are not
  ///   JSON are passed over, since whoever reads the file says so
  /// @return how many lines have something in them
  public static int each(Source source, BiConsumer<Integer, JsonNode> each) {
    int written = 0;
    try (Lines lines = new Lines(source)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (line.isBlank() && !lines.wasTooLong()) continue;
        written++;
        try {
          if (!lines.wasTooLong()) each.accept(lines.number(), Json.tree(line));
        } catch (JacksonException e) {
          // Found where the line is read.
        }
      }
    }
    return written;
  }
}
