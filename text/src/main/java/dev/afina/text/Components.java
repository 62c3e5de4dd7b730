package dev.afina.text;

import dev.afina.core.Digest;
import dev.afina.core.Fact;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a record is made of, and as which values a pattern is filled with it.
public final class Components {
  private Components() {}

  /// The components by name, each turned into something else; what is no record has none.
  public static Map<String, @Nullable Object> of(
      Object record, Function<@Nullable Object, @Nullable Object> turned) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    RecordComponent[] components = record.getClass().getRecordComponents();
    if (components == null) return values;
    for (RecordComponent component : components) {
      values.put(component.getName(), turned.apply(read(record, component)));
    }
    return values;
  }

  /// Numbers and truth values stay what they are, so that a pattern can choose by them; the rest
  /// becomes text.
  static @Nullable Object readable(@Nullable Object raw, Texts texts) {
    return switch (raw) {
      case null -> "";
      case Number number -> number;
      case Boolean truth -> truth;
      case Path path -> near(path);
      case Enum<?> constant -> texts.word(constant);
      case Fact fact -> texts.say(fact);
      case Digest digest -> digest.brief();
      case Optional<?> optional -> readable(optional.orElse(null), texts);
      case Collection<?> list ->
          list.stream()
              .map(one -> texts.plain(readable(one, texts)))
              .collect(Collectors.joining(", "));
      default -> raw.toString();
    };
  }

  /// A path as a person would type it here.
  private static String near(Path path) {
    String given = path.toString();
    if (!path.isAbsolute()) return given;
    Path here = Path.of("").toAbsolutePath();
    if (!path.getRoot().equals(here.getRoot())) return given;
    String relative = here.relativize(path.normalize()).toString();
    return !relative.isEmpty() && relative.length() < given.length() ? relative : given;
  }

  private static @Nullable Object read(Object record, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
