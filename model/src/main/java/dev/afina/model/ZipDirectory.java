package dev.afina.model;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.afina.core.Refused;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where the files in an uncompressed [zip
/// archive](https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT) lie, so that they can be
/// used as mapped; `java.util.zip` would copy them.
final class ZipDirectory {

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final long MOST_FILES = 100_000;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);

  private final MappedFile file;
  private final Map<String, MemorySegment> files = new LinkedHashMap<>();

  static boolean isOne(MappedFile file) {
    return file.size() >= 4 && file.bytes().get(INT, 0) == LOCAL;
  }

  /// @throws Refused if it is damaged or compressed
  ZipDirectory(MappedFile file) {
    this.file = file;
    long end = end();
    long count = ushort(end + 10);
    long at = uint(end + 16);
    if (end >= 20 && uint(end - 20) == LOCATOR_64) {
      long end64 = ulong(end - 20 + 8);
      if (uint(end64) != END_64) throw damaged("zip64", end64, "PK 6 6");
      count = ulong(end64 + 32);
      at = ulong(end64 + 48);
    }
    if (count < 0 || count > MOST_FILES) throw damaged("zip", count, "≤ " + MOST_FILES);
    for (long i = 0; i < count; i++) at = entry(at);
  }

  /// Each file's bytes, by its name.
  Map<String, MemorySegment> files() {
    return files;
  }

  /// The record at the end, behind which only a comment may stand.
  private long end() {
    for (long at = file.size() - 22; at >= Math.max(0, file.size() - 22 - 0xFFFF); at--)
      if (uint(at) == END) return at;
    throw damaged("zip", "?", "PK 5 6");
  }

  /// @return where the next one begins
  private long entry(long at) {
    if (uint(at) != CENTRAL) throw damaged("zip", at, "PK 1 2");
    int method = ushort(at + 10);
    if (method != 0) throw damaged("zip", "method " + method, "method 0");
    long size = uint(at + 24);
    long local = uint(at + 42);
    int nameLength = ushort(at + 28);
    int extraLength = ushort(at + 30);
    String name = new String(bytes(at + 46, nameLength), StandardCharsets.UTF_8);
    long extra = at + 46 + nameLength;
    for (long e = extra; e + 4 <= extra + extraLength; e += 4 + ushort(e + 2)) {
      if (ushort(e) != 1) continue;
      long field = e + 4;
      if (size == 0xFFFFFFFFL) {
        size = ulong(field);
        field += 8;
      }
      // Between them stands the compressed size, where it is large, too.
      if (uint(at + 20) == 0xFFFFFFFFL) field += 8;
      if (local == 0xFFFFFFFFL) local = ulong(field);
    }
    if (uint(local) != LOCAL) throw damaged(name, local, "PK 3 4");
    long from = local + 30 + ushort(local + 26) + ushort(local + 28);
    if (size < 0 || size > file.size() - from) throw damaged(name, size, "≤ " + file.size());
    if (files.put(name, file.bytes().asSlice(from, size)) != null)
      throw damaged(name, "× 2", "× 1");
    return extra + extraLength + ushort(at + 32);
  }

  private byte[] bytes(long at, int length) {
    check(at, length);
    return file.bytes().asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
  }

  private int ushort(long at) {
    check(at, 2);
    return file.bytes().get(SHORT, at) & 0xFFFF;
  }

  private long uint(long at) {
    check(at, 4);
    return file.bytes().get(INT, at) & 0xFFFFFFFFL;
  }

  private long ulong(long at) {
    check(at, 8);
    return file.bytes().get(LONG, at);
  }

  private void check(long at, long length) {
    if (at < 0 || at > file.size() - length) throw damaged("zip", at, "≤ " + file.size());
  }

  private Refused damaged(String field, Object found, String allowed) {
    return file.damaged(field, found, allowed);
  }
}
