package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The help as a whole, in both languages, beside golden files. After a wanted change `./mvnw -pl
/// cli -am test -Dafina.rewrite=true` writes them anew.
class HelpTest {
  private static final String[] COMMANDS = {
    "",
    "new",
    "run",
    "step",
    "classify",
    "chat",
    "correct",
    "data",
    "data import",
    "data check",
    "data repair",
    "data filter",
    "data report",
    "data split",
    "data augment",
    "data export",
    "data tokens",
    "export",
    "models",
    "models pull",
    "models list",
    "models show",
    "models remove",
    "tests",
    "evaluate",
    "crossvalidate",
    "curve",
    "gate",
    "report",
    "outcomes",
    "config",
    "doctor"
  };

  @ParameterizedTest
  @CsvSource({"en", "es"})
  void theHelpIsAsItWasRead(String language) throws Exception {
    StringBuilder all = new StringBuilder();
    for (String command : COMMANDS) {
      String[] arguments = (command + " --help").strip().split(" ");
      var ended = Terminals.afina(Map.of("AFINA_LANG", language), arguments);
      assertThat(ended.code()).isEqualTo(Exit.DONE);
      all.append("$ ./afina ").append(String.join(" ", arguments)).append('\n');
      all.append(ended.out()).append('\n');
    }
    Path golden = Path.of("src", "test", "resources", "help." + language + ".txt");
    if (Boolean.getBoolean("afina.rewrite")) Files.writeString(golden, all);
    assertThat(all.toString()).isEqualTo(Files.readString(golden));
  }
}
