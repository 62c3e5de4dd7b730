package dev.afina.model;

import dev.afina.core.Refused;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a GGUF file says about its model, by key; nothing in it is believed.
record GgufMetadata(MappedFile file, Map<String, GgufValue> values) {

  boolean has(String key) {
    return values.containsKey(key);
  }

  @Nullable GgufValue get(String key) {
    return values.get(key);
  }

  /// @param missing what counts if the file does not say; below `low`, it must say
  int whole(String key, int missing, int low, int high) {
    GgufValue value = values.get(key);
    if (value == null && missing >= low) return missing;
    if (value instanceof GgufValue.Whole(long n) && n >= low && n <= high) return (int) n;
    throw file.damaged(key, described(value), low + " … " + high);
  }

  /// @param missing what counts if the file does not say; below `low`, it must say
  double real(String key, double missing, double low, double high) {
    GgufValue value = values.get(key);
    if (value == null && missing >= low) return missing;
    if (value instanceof GgufValue.Real(double r) && r >= low && r <= high) return r;
    throw file.damaged(key, described(value), low + " … " + high);
  }

  boolean truth(String key, boolean missing) {
    return switch (values.get(key)) {
      case null -> missing;
      case GgufValue.Truth(boolean truth) -> truth;
      case GgufValue other -> throw file.damaged(key, described(other), "true | false");
    };
  }

  String text(String key, String missing) {
    return switch (values.get(key)) {
      case null -> missing;
      case GgufValue.Text(String text) -> text;
      case GgufValue other -> throw file.damaged(key, described(other), "text");
    };
  }

  /// Readable as long as the file is open.
  List<String> texts(String key) {
    GgufValue value = values.get(key);
    if (value instanceof GgufValue.Texts(List<String> texts)) return texts;
    throw file.damaged(key, described(value), "[text]");
  }

  /// @param size how many there must be
  double[] numbers(String key, int size) {
    GgufValue value = values.get(key);
    if (value instanceof GgufValue.Numbers(double[] numbers) && numbers.length == size)
      return numbers;
    throw file.damaged(key, described(value), "[" + size + "]");
  }

  /// A setting that Afina computes with one value only.
  void same(String key, int value) {
    int found = whole(key, value, 0, Integer.MAX_VALUE);
    if (found != value) throw unsupported(key, String.valueOf(value));
  }

  Refused unsupported(String key, String supported) {
    return new Refused(
        new ModelProblem.UnsupportedSetting(
            file.path(), key, described(values.get(key)), supported));
  }

  private static String described(@Nullable GgufValue value) {
    return switch (value) {
      case null -> "–";
      case GgufValue.Whole(long n) -> String.valueOf(n);
      case GgufValue.Real(double r) -> String.valueOf(r);
      case GgufValue.Truth(boolean b) -> String.valueOf(b);
      case GgufValue.Text(String text) -> text;
      case GgufValue.Texts(List<String> texts) -> "[" + texts.size() + "]";
      case GgufValue.Numbers(double[] numbers) -> "[" + numbers.length + "]";
    };
  }
}
