package dev.afina.dataset.text;

/// Letters and capitals. Every letter of a data set is asked about several times, so those of ASCII
/// are looked up.
public final class Letters {
  private Letters() {}

  private static final boolean[] ASCII = new boolean[128];

  static {
    for (char c = 'a'; c <= 'z'; c++) ASCII[c] = ASCII[c - 'a' + 'A'] = true;
  }

  public static boolean is(char c) {
    return c < ASCII.length ? ASCII[c] : Character.isLetter(c);
  }

  public static boolean isCapital(char c) {
    return c < ASCII.length ? c >= 'A' && c <= 'Z' : Character.isUpperCase(c);
  }
}
