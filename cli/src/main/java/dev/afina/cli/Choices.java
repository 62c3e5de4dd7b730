package dev.afina.cli;

import dev.afina.dataset.augment.Variation;
import dev.afina.dataset.check.Check.Look;
import dev.afina.dataset.check.Provider;
import dev.afina.dataset.split.Division;
import dev.afina.project.Kind;
import dev.afina.project.SmallData;
import dev.afina.project.StepName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

  static Provider provider(String word) {
    return constant(Provider.class, word);
  }

  static Division.Way way(String word) {
    return constant(Division.Way.class, word);
  }

  static Look look(String word) {
    return constant(Look.class, word);
  }

  static Variation variation(String word) {
    return Arrays.stream(Variation.values())
        .filter(variation -> variation.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException(word));
  }

  static SmallData.Who who(String word) {
    if (!word.equals(word(SmallData.Who.LINEAR))) throw new TypeConversionException(word);
    return SmallData.Who.LINEAR;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> word(constant).equals(word))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException(word));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// The words a type allows; empty for a type that is not a closed set.
  static List<String> of(Class<?> type) {
    if (type == StepName.class)
      return Arrays.stream(StepName.values()).map(StepName::word).toList();
    if (type == Kind.class) return Arrays.stream(Kind.values()).map(Kind::word).toList();
    if (type == Division.Way.class)
      return Arrays.stream(Division.Way.values()).map(Choices::word).toList();
    if (type == Look.class) return Arrays.stream(Look.values()).map(Choices::word).toList();
    if (type == Variation.class)
      return Arrays.stream(Variation.values()).map(Variation::word).toList();
    if (type == Provider.class) return Arrays.stream(Provider.values()).map(Choices::word).toList();
    if (type == SmallData.Who.class) return List.of(word(SmallData.Who.LINEAR));
    return List.of();
  }
}
