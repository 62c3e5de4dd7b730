package dev.afina.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that mean the same everywhere.
final class Common {

  @Option(names = "--lang", paramLabel = "en|es", descriptionKey = "option.lang", order = 100)
  @Nullable String lang;

  @Option(names = "--json", descriptionKey = "option.json", order = 101)
  boolean json;

  @Option(names = "--yes", descriptionKey = "option.yes", order = 102)
  boolean yes;

  @Option(names = "--verbose", descriptionKey = "option.verbose", order = 103)
  boolean verbose;

  @Option(names = "--help", usageHelp = true, descriptionKey = "option.help", order = 104)
  boolean help;
}
