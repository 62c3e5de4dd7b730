package dev.afina.dataset.alike;

import java.util.Arrays;

/// Remembers which texts were seen first where, at twelve to forty bytes a text whatever its
/// length: texts are kept as hashes of 64 bits. Among five million texts two different ones are
/// taken for the same once in a million times.
public final class Seen {
  private long[] keys = new long[1 << 12];
  private int[] places = new int[1 << 12];
  private int size;

  public Seen() {
    Arrays.fill(places, -1);
  }

  /// The place where the text was seen first; −1 if that is here.
  public int before(String text, int place) {
    long key = Shingles.hash(text, 0, text.length());
    if (2 * size >= keys.length) grow();
    int slot = slot(key);
    if (places[slot] >= 0) return places[slot];
    keys[slot] = key;
    places[slot] = place;
    size++;
    return -1;
  }

  /// How many different texts there were.
  public int size() {
    return size;
  }

  private int slot(long key) {
    int slot = (int) key & keys.length - 1;
    while (places[slot] >= 0 && keys[slot] != key) slot = slot + 1 & keys.length - 1;
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldPlaces = places;
    keys = new long[oldKeys.length * 2];
    places = new int[oldKeys.length * 2];
    Arrays.fill(places, -1);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldPlaces[i] < 0) continue;
      int slot = slot(oldKeys[i]);
      keys[slot] = oldKeys[i];
      places[slot] = oldPlaces[i];
    }
  }
}
