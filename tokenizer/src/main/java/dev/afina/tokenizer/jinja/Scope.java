package dev.afina.tokenizer.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names and what they stand for. An inner scope sees the names around it and changes none of them.
final class Scope {
  private final @Nullable Scope around;
  private final Map<String, Value> values = new HashMap<>();

  private Scope(@Nullable Scope around) {
    this.around = around;
  }

  static Scope outermost(Map<String, Value> values) {
    Scope scope = new Scope(null);
    scope.values.putAll(values);
    return scope;
  }

  Scope inner() {
    return new Scope(this);
  }

  void set(String name, Value value) {
    values.put(name, value);
  }

  @Nullable Value find(String name) {
    for (Scope scope = this; scope != null; scope = scope.around) {
      Value value = scope.values.get(name);
      if (value != null) return value;
    }
    return null;
  }
}
