package dev.afina.dataset.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An encoding of one byte a character, as programs really use it: bytes that have no character
/// stand for themselves, and in the `sloppy` ones byte 1A stands for U+FFFD.
final class SingleByte {

  /// In the order in which a mix-up is likely.
  static final List<SingleByte> ALL =
      List.of(
          new SingleByte("ISO-8859-1", false),
          new SingleByte("windows-1252", true),
          new SingleByte("windows-1251", true),
          new SingleByte("windows-1250", true),
          new SingleByte("windows-1253", true),
          new SingleByte("windows-1254", true),
          new SingleByte("windows-1257", true),
          new SingleByte("ISO-8859-2", false),
          new SingleByte("x-MacRoman", false),
          new SingleByte("IBM437", false));

  private static final int SUBSTITUTE = 0x1A;

  final String name;
  final boolean sloppy;
  private final char[] characters = new char[256];
  private final Map<Character, Byte> bytes = new HashMap<>();

  private SingleByte(String name, boolean sloppy) {
    this.name = name;
    this.sloppy = sloppy;
    Charset charset = Charset.forName(name);
    for (int b = 0; b < 256; b++) {
      char decoded = new String(new byte[] {(byte) b}, charset).charAt(0);
      characters[b] = decoded == '\uFFFD' ? (char) b : decoded;
    }
    if (sloppy) characters[SUBSTITUTE] = '\uFFFD';
    for (int b = 0; b < 256; b++) bytes.put(characters[b], (byte) b);
  }

  /// The bytes this text was decoded from, if it can have been this encoding.
  Optional<byte[]> encode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      Byte b = bytes.get(text.charAt(i));
      if (b == null) return Optional.empty();
      out.write(b);
    }
    return Optional.of(out.toByteArray());
  }

  String decode(byte[] encoded) {
    StringBuilder text = new StringBuilder(encoded.length);
    for (byte b : encoded) text.append(characters[b & 0xff]);
    return text.toString();
  }
}
