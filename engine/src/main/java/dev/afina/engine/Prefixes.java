package dev.afina.engine;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// What a thread has read of system prompts, for each adapter: keys and values that any
/// conversation with the same prompt begins with. The prompts used longest ago are forgotten when
/// they take more memory than they may.
final class Prefixes implements AutoCloseable {
  private final long room;
  private final Map<Key, Prefix> kept = new LinkedHashMap<>(16, 0.75f, true);

  /// @param adapter a folder, or empty
  /// @param text of the system prompt
  record Key(String adapter, String text) {}

  /// @param ids the prompt's tokens
  /// @param past what was read of them
  record Prefix(int[] ids, Past past) {}

  /// @param room bytes that it may keep
  Prefixes(long room) {
    this.room = room;
  }

  /// What is kept of the prompt, or what `reading` makes.
  Prefix of(Key key, Supplier<Prefix> reading) {
    Prefix known = kept.get(key);
    if (known != null) return known;
    Prefix read = reading.get();
    kept.put(key, read);
    Iterator<Prefix> oldest = kept.values().iterator();
    while (bytes() > room && kept.size() > 1) {
      oldest.next().past().close();
      oldest.remove();
    }
    return read;
  }

  int size() {
    return kept.size();
  }

  private long bytes() {
    return kept.values().stream().mapToLong(prefix -> prefix.past().bytes()).sum();
  }

  @Override
  public void close() {
    kept.values().forEach(prefix -> prefix.past().close());
    kept.clear();
  }
}
