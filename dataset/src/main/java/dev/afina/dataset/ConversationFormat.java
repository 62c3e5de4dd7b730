package dev.afina.dataset;

import dev.afina.core.Conversation;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// One way conversations are written in a file. Both directions are streams: no file is ever in
/// memory as a whole.
public interface ConversationFormat {

  /// The word on the command line: `openai`, `sharegpt`, `csv` …
  String word();

  /// Reads a file from its beginning to its end, in order. Close the stream to close the file.
  ///
  /// @throws dev.afina.core.Refused if it cannot be read at all
  Stream<Reading> read(Source source);

  /// A format that can also be written.
  interface Writable extends ConversationFormat {

    /// What of a conversation survives being written and read again. What does not is counted and
    /// told, never lost in silence.
    Set<Part> carries();

    /// Begins a file. Closing the writer ends the file but does not close `out`.
    Writer to(OutputStream out) throws IOException;
  }

  /// A file that is being written.
  interface Writer extends Closeable {

    /// Whether the conversation could be written: a format for pairs takes no conversation without
    /// one.
    boolean write(Conversation conversation) throws IOException;

    /// What had to be changed in what was written so far.
    default List<DatasetProblem> told() {
      return List.of();
    }
  }
}
