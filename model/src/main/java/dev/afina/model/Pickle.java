package dev.afina.model;

import dev.afina.core.Refused;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what PyTorch's `torch.save` writes about tensors, in Python's
/// [pickle](https://docs.python.org/3/library/pickletools.html) format. A pickle is a program; this
/// reader knows only the steps and the five or six names that a table of tensors needs, and refuses
/// the first other one. Nothing is ever executed.
final class Pickle {

  /// A table of tensors takes some forty steps a tensor; these bounds are far above any model and
  /// keep a hostile file from filling the memory.
  private static final int MOST_STEPS = 1 << 18;

  private static final long LONGEST = 1 << 24;

  private static final String TABLE = "collections.OrderedDict";
  private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
  private static final String PARAMETER = "torch._utils._rebuild_parameter";

  /// A value of a pickle. Python's `None` is a value, too.
  sealed interface Value {}

  enum Constant implements Value {
    NONE,
    TRUE,
    FALSE,
    /// Not a value, but a place on the stack.
    MARK
  }

  record Whole(BigInteger value) implements Value {}

  record Text(String value) implements Value {}

  /// A tuple, or a list.
  record Many(List<Value> values) implements Value {}

  record Table(Map<String, Value> entries) implements Value {}

  /// Something of Python's by its name, for instance `torch.FloatStorage`.
  record Named(String name) implements Value {}

  /// Numbers that lie elsewhere in the file.
  ///
  /// @param kind for instance `FloatStorage`
  record Stored(String kind, String key, long numbers) implements Value {}

  record Tensor(Stored stored, long offset, List<Long> shape, List<Long> strides)
      implements Value {}

  private final MappedFile file;
  private final long start;
  private final long end;
  private long at;
  private final Deque<Value> stack = new ArrayDeque<>();
  private final Map<Integer, Value> memo = new HashMap<>();

  /// Reads one pickle, which must end before `end`.
  Pickle(MappedFile file, long start, long end) {
    this.file = file;
    this.start = start;
    this.at = start;
    this.end = Math.min(end, start + LONGEST);
  }

  /// Where the pickle ended; counts after [#read].
  long end() {
    return at;
  }

  /// @throws Refused if it holds anything but a table of tensors is made of
  Value read() {
    for (int steps = 0; steps < MOST_STEPS; steps++) {
      int step = uint(1);
      if (step == '.') return pop();
      run(step);
    }
    throw damaged("steps", MOST_STEPS, "< " + MOST_STEPS);
  }

  /// The steps by their letters in Python's `pickletools`.
  private void run(int step) {
    switch (step) {
      case 0x80 -> {
        int protocol = uint(1);
        if (protocol != 2) throw damaged("protocol", protocol, "2");
      }
      case '(' -> stack.push(Constant.MARK);
      case 'N' -> stack.push(Constant.NONE);
      case 0x88 -> stack.push(Constant.TRUE);
      case 0x89 -> stack.push(Constant.FALSE);
      case 'K' -> stack.push(whole(uint(1)));
      case 'M' -> stack.push(whole(uint(2)));
      case 'J' -> stack.push(whole(uint(4)));
      case 0x8a -> stack.push(longNumber(uint(1)));
      case 'X' -> stack.push(new Text(text(uint(4))));
      case '}' -> stack.push(new Table(new LinkedHashMap<>()));
      case ']' -> stack.push(new Many(new ArrayList<>()));
      case ')' -> stack.push(new Many(List.of()));
      case 't' -> stack.push(new Many(sinceMark()));
      case 0x85 -> stack.push(new Many(last(1)));
      case 0x86 -> stack.push(new Many(last(2)));
      case 0x87 -> stack.push(new Many(last(3)));
      case 'a' -> append(last(1));
      case 'e' -> append(sinceMark());
      case 's' -> put(last(2));
      case 'u' -> put(sinceMark());
      case 'q' -> memo.put(uint(1), top());
      case 'r' -> memo.put(uint(4), top());
      case 'h' -> stack.push(remembered(uint(1)));
      case 'j' -> stack.push(remembered(uint(4)));
      case 'c' -> stack.push(named());
      case 'Q' -> stack.push(stored(pop()));
      case 'R' -> reduce();
      // A table's attributes, which PyTorch writes and nobody needs.
      case 'b' -> {
        if (!(pop() instanceof Table) || !(top() instanceof Table)) throw forbidden("BUILD");
      }
      default -> throw forbidden("0x" + Integer.toHexString(step));
    }
  }

  /// The only names there are; what stands behind them is done here, not in Python.
  private Named named() {
    String name = line() + "." + line();
    boolean known =
        name.equals(TABLE)
            || name.equals(TENSOR)
            || name.equals(PARAMETER)
            || name.matches("torch\\.[A-Z][A-Za-z0-9]{2,12}Storage");
    if (!known) throw forbidden(name);
    return new Named(name);
  }

  private void reduce() {
    Value arguments = pop();
    Value called = pop();
    if (!(called instanceof Named(String name)) || !(arguments instanceof Many(List<Value> given)))
      throw forbidden("REDUCE");
    if (name.equals(TABLE) && given.isEmpty()) stack.push(new Table(new LinkedHashMap<>()));
    else if (name.equals(TENSOR) && given.size() >= 4 && given.get(0) instanceof Stored stored)
      stack.push(
          new Tensor(stored, index(given.get(1)), indices(given.get(2)), indices(given.get(3))));
    else if (name.equals(PARAMETER) && !given.isEmpty() && given.get(0) instanceof Tensor tensor)
      stack.push(tensor);
    else throw forbidden(name);
  }

  private Stored stored(Value id) {
    if (id instanceof Many(List<Value> parts)
        && parts.size() >= 5
        && parts.get(0).equals(new Text("storage"))
        && parts.get(1) instanceof Named(String kind)
        && kind.startsWith("torch.")
        && parts.get(2) instanceof Text(String key)
        && (parts.size() == 5 || parts.get(5) == Constant.NONE))
      return new Stored(kind.substring("torch.".length()), key, index(parts.get(4)));
    throw forbidden("BINPERSID");
  }

  private long index(Value value) {
    if (value instanceof Whole(BigInteger n) && n.signum() >= 0 && n.bitLength() < 63)
      return n.longValue();
    throw damaged("number", "?", "≥ 0");
  }

  private List<Long> indices(Value value) {
    if (!(value instanceof Many(List<Value> values)) || values.size() > 8)
      throw damaged("shape", "?", "[0 … 8]");
    return values.stream().map(this::index).toList();
  }

  private void append(List<Value> values) {
    if (!(top() instanceof Many(ArrayList<Value> list))) throw forbidden("APPEND");
    list.addAll(values);
  }

  private void put(List<Value> keysAndValues) {
    if (!(top() instanceof Table(Map<String, Value> entries)) || keysAndValues.size() % 2 != 0)
      throw forbidden("SETITEM");
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      if (!(keysAndValues.get(i) instanceof Text(String key))) throw forbidden("SETITEM");
      entries.put(key, keysAndValues.get(i + 1));
    }
  }

  private Value remembered(int place) {
    Value value = memo.get(place);
    if (value == null) throw damaged("memo", place, "–");
    return value;
  }

  private Value top() {
    Value top = stack.peek();
    if (top == null || top == Constant.MARK) throw damaged("stack", 0, "≥ 1");
    return top;
  }

  private Value pop() {
    Value top = top();
    stack.pop();
    return top;
  }

  private List<Value> last(int n) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < n; i++) values.add(pop());
    return values.reversed();
  }

  private List<Value> sinceMark() {
    List<Value> values = new ArrayList<>();
    while (stack.peek() != Constant.MARK) values.add(pop());
    stack.pop();
    return values.reversed();
  }

  private static Whole whole(long value) {
    return new Whole(BigInteger.valueOf(value));
  }

  private Whole longNumber(int length) {
    if (length > 16) throw damaged("number", length, "≤ 16");
    byte[] big = new byte[length + 1];
    for (int i = length; i > 0; i--) big[i] = (byte) uint(1);
    return new Whole(new BigInteger(big));
  }

  private String text(int length) {
    if (length < 0 || length > end - at) throw damaged("text", length, "≤ " + (end - at));
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) bytes[i] = (byte) uint(1);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (int c = uint(1); c != '\n'; c = uint(1)) {
      if (line.length() > 200) throw damaged("name", line, "≤ 200");
      line.append((char) c);
    }
    return line.toString();
  }

  /// A little-endian number of one, two or four bytes; of four, with a sign.
  private int uint(int bytes) {
    if (bytes > end - at) throw damaged("pickle", at - start, "< " + (end - start));
    long from = at;
    at += bytes;
    return switch (bytes) {
      case 1 -> file.bytes().get(ValueLayout.JAVA_BYTE, from) & 0xFF;
      case 2 -> file.bytes().get(SHORT, from) & 0xFFFF;
      default -> file.bytes().get(INT, from);
    };
  }

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Refused forbidden(String name) {
    return new Refused(new ModelProblem.NotOnlyTensors(file.path(), name));
  }

  private Refused damaged(String field, Object found, String allowed) {
    return file.damaged(field, found, allowed);
  }
}
