package dev.afina.dataset.text;

import java.text.Normalizer;
import java.util.Arrays;

/// Text without what nobody meant to write: C1 controls become the Windows characters they were,
/// other control characters go, line ends become `\n`, letters are composed (NFC), half a surrogate
/// pair becomes U+FFFD. Quotes, ligatures and entities stay as they are.
public final class CleanText {
  private CleanText() {}

  private static final byte KEEP = 0;
  private static final byte DROP = 1;
  private static final byte LINE_END = 2;

  private static final byte[] KIND = kinds();

  private static byte[] kinds() {
    byte[] kinds = new byte[1 << 16];
    Arrays.fill(kinds, 0x00, 0x09, DROP);
    kinds[0x0B] = DROP;
    Arrays.fill(kinds, 0x0E, 0x20, DROP);
    kinds[0x7F] = DROP;
    Arrays.fill(kinds, 0x206A, 0x2070, DROP);
    kinds[0xFEFF] = DROP;
    Arrays.fill(kinds, 0xFFF9, 0xFFFD, DROP);
    kinds['\r'] = LINE_END;
    kinds[0x85] = LINE_END;
    kinds[0x2028] = LINE_END;
    kinds[0x2029] = LINE_END;
    return kinds;
  }

  public static String of(String text) {
    boolean clean = true;
    boolean composed = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c <= '~') continue;
      clean &= KIND[c] == KEEP && !isC1(c) && !Character.isSurrogate(c);
      composed &= c < FIRST_COMBINING;
    }
    if (clean && composed) return text;
    String plain = clean ? text : cleaned(text);
    return Normalizer.isNormalized(plain, Normalizer.Form.NFC)
        ? plain
        : Normalizer.normalize(plain, Normalizer.Form.NFC);
  }

  /// Every letter before it is its own composed form.
  private static final char FIRST_COMBINING = '\u0300';

  private static boolean isC1(char c) {
    return c >= 0x80 && c <= 0x9f;
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
      if (pair) {
        clean.append(c).append(text.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        clean.append('\uFFFD');
      } else if (KIND[c] == LINE_END) {
        boolean windows = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
        if (!windows) clean.append('\n');
      } else if (isC1(c)) {
        clean.append(SingleByte.ALL.get(1).decode(new byte[] {(byte) c}));
      } else if (KIND[c] == KEEP) {
        clean.append(c);
      }
    }
    return clean.toString();
  }
}
