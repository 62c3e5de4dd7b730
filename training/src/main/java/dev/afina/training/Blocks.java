package dev.afina.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Which blocks of a model carry an adapter, as a person writes it: `all`, a share of the upper
/// ones (`upper 2/3`), or their numbers, counted from 0 (`0,4,20-29`).
///
/// Below the lowest of them nothing has to be derived, and what is computed there is the same in
/// every epoch.
public record Blocks(@JsonValue String text) {
  private static final int MOST = 10_000;
  private static final Pattern SHARE = Pattern.compile("upper (\\d{1,4})/(\\d{1,4})");

  public static final Blocks ALL = new Blocks("all");

  /// Two thirds of the time, and as good where answers are the name of an intent.
  public static final Blocks UPPER = new Blocks("upper 2/3");

  /// @throws NumberFormatException if the text is nothing of the kind
  @JsonCreator
  public Blocks(String text) {
    this.text = text.strip();
    if (of(MOST).isEmpty()) throw new NumberFormatException(text);
  }

  /// Their numbers in a model of so many blocks, ascending. Those that a person names need not be
  /// there.
  public List<Integer> of(int blocks) {
    if (text.equals("all")) return IntStream.range(0, blocks).boxed().toList();
    Matcher share = SHARE.matcher(text);
    return share.matches()
        ? upper(blocks, Integer.parseInt(share.group(1)), Integer.parseInt(share.group(2)))
        : listed();
  }

  private List<Integer> upper(int blocks, int part, int whole) {
    if (part < 1 || part > whole) throw new NumberFormatException(text);
    int many = Math.max(1, Math.round((float) blocks * part / whole));
    return IntStream.range(blocks - many, blocks).boxed().toList();
  }

  private List<Integer> listed() {
    return List.of(text.split(",")).stream()
        .flatMapToInt(Blocks::range)
        .distinct()
        .sorted()
        .boxed()
        .toList();
  }

  private static IntStream range(String text) {
    String[] ends = text.strip().split("-", 2);
    int first = Integer.parseUnsignedInt(ends[0].strip());
    int last = Integer.parseUnsignedInt(ends[ends.length - 1].strip());
    if (last < first || last > MOST) throw new NumberFormatException(text);
    return IntStream.rangeClosed(first, last);
  }
}
