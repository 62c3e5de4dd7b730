package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Value.None;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What something is called with: by place and by name.
record Arguments(List<Value> positional, Map<String, Value> named) {
  static final Arguments NONE = new Arguments(List.of(), Map.of());

  @Nullable Value find(int place, String name) {
    return place < positional.size() ? positional.get(place) : named.get(name);
  }

  Value get(int place, String name, Value otherwise) {
    Value found = find(place, name);
    return found == null ? otherwise : found;
  }

  Value required(int place, String name) {
    Value found = find(place, name);
    if (found == null) throw Fault.fails("missing required argument: '" + name + "'");
    return found;
  }

  String text(int place, String name, String otherwise) {
    Value found = find(place, name);
    return found == null ? otherwise : Python.text(found);
  }

  long integer(int place, String name, long otherwise) {
    Value found = find(place, name);
    return found == null || found == None.NONE ? otherwise : Python.integer(found);
  }

  boolean flag(int place, String name, boolean otherwise) {
    Value found = find(place, name);
    return found == null ? otherwise : Python.isTrue(found);
  }

  /// Without the first ones by place.
  Arguments after(int n) {
    return new Arguments(
        positional.subList(Math.min(n, positional.size()), positional.size()), named);
  }
}
