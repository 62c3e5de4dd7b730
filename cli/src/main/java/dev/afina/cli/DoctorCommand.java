package dev.afina.cli;

import dev.afina.cli.Check.Mark;
import dev.afina.cli.Screen.Style;
import dev.afina.model.Surroundings;
import dev.afina.text.Explained;
import dev.afina.text.Texts;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/// Whether this machine has what a training needs, and what to do where not.
@Command(name = "doctor")
final class DoctorCommand extends Verb {

  DoctorCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    List<Check> checks = Doctor.examine(call.engine(), Surroundings.of(call.outside.environment()));
    if (call.json()) checks.forEach(check -> call.json(json(check, call.texts)));
    else checks.forEach(check -> draw(check, call.texts, call.screen));
    boolean attention = checks.stream().anyMatch(check -> check.mark() == Mark.ATTENTION);
    return attention ? Exit.DONE_WITH_FINDINGS : Exit.DONE;
  }

  private static Map<String, @Nullable Object> json(Check check, Texts texts) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(FactJson.event(check));
    json.put("mark", check.mark().name().toLowerCase(Locale.ROOT));
    json.put("attention", check.mark() == Mark.ATTENTION);
    json.put("sentence", texts.say(check));
    return json;
  }

  /// The marks in a column of their own; what is not as it could be brings the way out.
  static void draw(Check check, Texts texts, Screen screen) {
    int width = Arrays.stream(Mark.values()).mapToInt(m -> word(m, texts).length()).max().orElse(0);
    String mark = word(check.mark(), texts);
    Style style =
        switch (check.mark()) {
          case OK -> Style.GOOD;
          case NOTE -> Style.BOLD;
          case ATTENTION -> Style.WARNING;
        };
    Explained explained = texts.explain(check);
    screen.paragraph(
        screen.styled(style, mark) + " ".repeat(width + 2 - mark.length()), explained.sentence());
    if (check.mark() != Mark.OK && explained.fix() != null)
      screen.paragraph(" ".repeat(width + 2), explained.fix());
  }

  private static String word(Mark mark, Texts texts) {
    return texts.word(
        switch (mark) {
          case OK -> "screen.ok";
          case NOTE -> "screen.note";
          case ATTENTION -> "screen.attention";
        });
  }
}
