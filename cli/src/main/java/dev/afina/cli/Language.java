package dev.afina.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// In which language the program answers: `--lang`, else `AFINA_LANG`, else the locale of the
/// environment, else English.
final class Language {
  private Language() {}

  /// Read before the command line is understood, because what cannot be understood must be said in
  /// some language, too.
  static Locale of(List<String> arguments, Map<String, String> environment) {
    String wanted = option(arguments);
    return Stream.of(
            // A language that is none of ours is refused later, in the one the environment says.
            isOurs(locale(wanted)) ? wanted : "",
            environment.getOrDefault("AFINA_LANG", ""),
            environment.getOrDefault("LC_ALL", ""),
            environment.getOrDefault("LC_MESSAGES", ""),
            environment.getOrDefault("LANG", ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .map(Language::locale)
        .filter(Language::isOurs)
        .orElse(Locale.ENGLISH);
  }

  /// `es_ES.UTF-8` to es-ES.
  private static Locale locale(String name) {
    return Locale.forLanguageTag(name.replaceAll("[.@].*", "").replace('_', '-'));
  }

  static boolean isOurs(Locale locale) {
    return Stream.of("en", "es").anyMatch(locale.getLanguage()::equals);
  }

  private static String option(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) return "";
      if (argument.startsWith("--lang=")) return argument.substring("--lang=".length());
      if (argument.equals("--lang") && i + 1 < arguments.size()) return arguments.get(i + 1);
    }
    return "";
  }
}
