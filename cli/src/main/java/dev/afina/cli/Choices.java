package dev.afina.cli;

import dev.afina.project.Kind;
import dev.afina.project.StepName;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.TypeConversionException;

/// Words of closed sets, as they are typed.
final class Choices {
  private Choices() {}

  static StepName step(String word) {
    return StepName.of(word).orElseThrow(() -> new TypeConversionException(word));
  }

  static Kind kind(String word) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException(word));
  }

  /// The words a type allows; empty for a type that is not a closed set.
  static List<String> of(Class<?> type) {
    if (type == StepName.class)
      return Arrays.stream(StepName.values()).map(StepName::word).toList();
    if (type == Kind.class) return Arrays.stream(Kind.values()).map(Kind::word).toList();
    return List.of();
  }
}
