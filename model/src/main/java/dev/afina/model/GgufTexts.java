package dev.afina.model;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/// The texts of a GGUF file's array, each decoded when it is asked for: a vocabulary has a hundred
/// thousand, and most who open a file need none of them. Readable as long as the file is open.
final class GgufTexts extends AbstractList<String> implements RandomAccess {
  private final MappedFile file;
  private final String key;

  /// Where each begins, and behind the last one where its end is. Before each stand the eight bytes
  /// of its length.
  private final long[] places;

  GgufTexts(MappedFile file, String key, long[] places) {
    this.file = file;
    this.key = key;
    this.places = places;
  }

  @Override
  public int size() {
    return places.length - 1;
  }

  /// @throws dev.afina.core.Refused with a [ModelProblem] if it is not UTF-8
  @Override
  public String get(int index) {
    long begin = places[index];
    return decoded(file, key, begin, (int) (places[index + 1] - Long.BYTES - begin));
  }

  /// The text in some bytes of a file.
  ///
  /// @param place what it is, for the message
  static String decoded(MappedFile file, String place, long begin, int length) {
    byte[] text = new byte[length];
    MemorySegment.copy(file.bytes(), JAVA_BYTE, begin, text, 0, length);
    String decoded = new String(text, StandardCharsets.UTF_8);
    // Only broken bytes, or the rare text that says U+FFFD itself, come out with that character.
    if (decoded.indexOf('\uFFFD') >= 0
        && !Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), text))
      throw file.damaged(place, decoded, "UTF-8");
    return decoded;
  }
}
