package dev.afina.dataset.format;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.dataset.ConversationFormat.Writer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes what a conversation becomes: an object a line, or the elements of one list.
final class JsonWriter implements Writer {
  private final OutputStream out;
  private final Function<Conversation, @Nullable Object> form;
  private final boolean list;
  private boolean any;

  private JsonWriter(
      OutputStream out, Function<Conversation, @Nullable Object> form, boolean list) {
    this.out = out;
    this.form = form;
    this.list = list;
  }

  /// @param form what is written of a conversation; `null` if it cannot be
  static JsonWriter lines(OutputStream out, Function<Conversation, @Nullable Object> form) {
    return new JsonWriter(out, form, false);
  }

  static JsonWriter list(OutputStream out, Function<Conversation, @Nullable Object> form) {
    return new JsonWriter(out, form, true);
  }

  @Override
  public boolean write(Conversation conversation) throws IOException {
    Object object = form.apply(conversation);
    if (object == null) return false;
    if (list) text(any ? ",\n" : "[\n");
    text(Json.line(object));
    if (!list) text("\n");
    any = true;
    return true;
  }

  @Override
  public void close() throws IOException {
    if (list) text(any ? "\n]\n" : "[]\n");
    out.flush();
  }

  private void text(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
