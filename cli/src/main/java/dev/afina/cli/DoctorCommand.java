package dev.afina.cli;

import dev.afina.cli.Screen.Style;
import dev.afina.model.Surroundings;
import dev.afina.text.Explained;
import java.util.LinkedHashMap;
import java.util.List;
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
    checks.forEach(check -> say(check));
    return checks.stream().anyMatch(Check::attention) ? Exit.DONE_WITH_FINDINGS : Exit.DONE;
  }

  private void say(Check check) {
    Explained explained = call.texts.explain(check);
    if (call.json()) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>(FactJson.event(check));
      json.put("attention", check.attention());
      json.put("sentence", explained.sentence());
      call.json(json);
      return;
    }
    String ok = call.word("screen.ok");
    String attention = call.word("screen.attention");
    int width = Math.max(ok.length(), attention.length()) + 2;
    String mark = check.attention() ? attention : ok;
    Style style = check.attention() ? Style.WARNING : Style.GOOD;
    String head = call.screen.styled(style, mark) + " ".repeat(width - mark.length());
    call.screen.paragraph(head, explained.sentence());
    if (check.attention() && explained.fix() != null) {
      call.screen.paragraph(" ".repeat(width), explained.fix());
    }
  }
}
