package dev.afina.dataset.format;

import dev.afina.core.Conversation;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Part;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Writes conversations in a format and keeps count of what it cannot carry.
public final class Export implements Closeable {
  private final ConversationFormat.Writable format;
  private final ConversationFormat.Writer writer;
  private final Map<Part, Integer> lost = new EnumMap<>(Part.class);
  private int written;
  private int refused;

  public Export(ConversationFormat.Writable format, OutputStream out) throws IOException {
    this.format = format;
    this.writer = format.to(out);
  }

  public void add(Conversation conversation) throws IOException {
    if (!writer.write(conversation)) {
      refused++;
      return;
    }
    written++;
    for (Part part : Part.in(conversation))
      if (!format.carries().contains(part)) lost.merge(part, 1, Integer::sum);
  }

  public int written() {
    return written;
  }

  /// What was lost or changed on the way, each with its count.
  public List<DatasetProblem> told() {
    List<DatasetProblem> told = new ArrayList<>();
    if (refused > 0) told.add(new DatasetProblem.NotWritten(format.word(), refused));
    lost.forEach((part, n) -> told.add(new DatasetProblem.NotCarried(format.word(), part, n)));
    told.addAll(writer.told());
    return told;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
