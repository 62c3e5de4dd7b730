package dev.afina.dataset.format;

import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.format.JsonItems.Shape;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One JSON value too long for memory, taken apart while it is read.
final class JsonDocument {
  private final String file;
  private final Reader reader;
  private final Shape shape;
  private @Nullable Bounded parser;

  /// In a list: under which name it lies; `null` outside of one.
  private @Nullable String list;

  /// What the root object has beside its lists, as long as it may be the only value.
  private ObjectNode root = Json.object();

  private boolean listed;
  private boolean done;

  JsonDocument(String file, Reader reader, Shape shape) {
    this.file = file;
    this.reader = reader;
    this.shape = shape;
  }

  @Nullable JsonItem next() {
    if (done) return null;
    try {
      if (parser == null) {
        parser = new Bounded(Json.parser(reader));
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_ARRAY) list = "";
        else if (first != JsonToken.START_OBJECT) return end(new DatasetProblem.NoRows(file));
      }
      return list != null ? element(parser, list) : member(parser);
    } catch (TooLarge e) {
      return new JsonItem.Broken(line(), new DatasetProblem.LineTooLong(file, line(), Lines.LIMIT));
    } catch (JacksonException e) {
      return end(new DatasetProblem.RestUnread(file, line(), Json.reason(e)));
    }
  }

  private @Nullable JsonItem element(Bounded parser, String key) {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.END_ARRAY) {
      list = null;
      if (!parser.streamReadContext().inRoot()) return member(parser);
      done = true;
      parser.nextToken(); // What follows the value is a fault.
      return null;
    }
    int line = line();
    return new JsonItem.Value(line, key, parser.tree());
  }

  private @Nullable JsonItem member(Bounded parser) {
    while (true) {
      JsonToken token = parser.nextToken();
      if (token == null || token == JsonToken.END_OBJECT) {
        done = true;
        boolean whole = !listed && !shape.members() && !root.isEmpty();
        return whole ? new JsonItem.Value(1, "", root) : null;
      }
      String name = parser.currentName();
      int line = line();
      JsonToken value = parser.nextToken();
      boolean sought = shape.lists().contains(name) || (shape.members() && shape.lists().isEmpty());
      if (sought && value == JsonToken.START_ARRAY) {
        listed = true;
        list = name;
        return element(parser, name);
      }
      if (shape.members() && shape.lists().isEmpty())
        return new JsonItem.Value(line, name, parser.tree());
      JsonNode beside = parser.tree();
      if (!listed && parser.offset() < Lines.LIMIT) root.set(name, beside);
    }
  }

  private JsonItem end(DatasetProblem problem) {
    done = true;
    return new JsonItem.Broken(line(), problem);
  }

  private int line() {
    return parser == null ? 1 : Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw FileProblem.reading(Path.of(file), e);
    }
  }

  /// A value in the document is larger than a line may be. It was passed over.
  private static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("too large", null, false, false);
    }
  }

  /// A parser that makes no tree of more than [Lines#LIMIT] characters.
  private static final class Bounded extends JsonParserDelegate {
    private long limit = Long.MAX_VALUE;

    Bounded(JsonParser parser) {
      super(parser);
    }

    long offset() {
      return currentLocation().getCharOffset();
    }

    @Override
    public JsonToken nextToken() {
      JsonToken token = super.nextToken();
      if (offset() > limit) throw new TooLarge();
      return token;
    }

    /// The value that begins here.
    JsonNode tree() {
      boolean struct = currentToken().isStructStart();
      int inside = streamReadContext().getNestingDepth();
      limit = offset() + Lines.LIMIT;
      try {
        return Json.next(this);
      } catch (TooLarge e) {
        limit = Long.MAX_VALUE;
        while (struct && streamReadContext().getNestingDepth() >= inside)
          if (super.nextToken() == null) break;
        throw e;
      } finally {
        limit = Long.MAX_VALUE;
      }
    }
  }
}
