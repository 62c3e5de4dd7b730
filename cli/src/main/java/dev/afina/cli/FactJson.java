package dev.afina.cli;

import dev.afina.core.Digest;
import dev.afina.core.Fact;
import dev.afina.text.Components;
import dev.afina.text.Explained;
import dev.afina.text.Texts;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Facts for programs: their name, their values untranslated, and the sentence beside them.
final class FactJson {
  private FactJson() {}

  /// `{"problem": "FileProblem.Missing", "path": …, "sentence": …, "rule": …, "fix": …}`
  static Map<String, @Nullable Object> problem(Fact fact, Texts texts) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("problem", Texts.key(fact));
    json.putAll(components(fact));
    Explained explained = texts.explain(fact);
    json.put("sentence", explained.sentence());
    if (explained.rule() != null) json.put("rule", explained.rule());
    if (explained.fix() != null) json.put("fix", explained.fix());
    return json;
  }

  /// `{"event": "StepEvent.Done", "step": "split", …}`
  static Map<String, @Nullable Object> event(Fact fact) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("event", Texts.key(fact));
    json.putAll(components(fact));
    return json;
  }

  private static Map<String, @Nullable Object> components(Object record) {
    return Components.of(record, FactJson::plain);
  }

  static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Number number -> number;
      case Boolean truth -> truth;
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      case Path path -> path.toString();
      case Digest digest -> digest.hex();
      case Optional<?> optional -> plain(optional.orElse(null));
      case Collection<?> many -> many.stream().map(FactJson::plain).toList();
      case Fact fact -> {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("fact", Texts.key(fact));
        json.putAll(components(fact));
        yield json;
      }
      case Record record -> components(record);
      default -> value.toString();
    };
  }
}
