package dev.afina.cli;

import dev.afina.project.ProjectSettings;
import dev.afina.project.Setting;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Every setting of a folder, its value, where that came from, and what it is for.
@Command(name = "config")
final class ConfigCommand extends Verb {
  private static final String INDENT = "    ";

  @Parameters(paramLabel = "${bundle:label.folder}", descriptionKey = "param.folder")
  Path folder;

  @Mixin Overrides overrides = new Overrides();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a folder
  ConfigCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    ProjectSettings settings = call.open(folder, overrides.all()).settings();
    if (call.json()) {
      Stream.concat(settings.all().stream(), settings.hosted().stream())
          .forEach(setting -> call.json(json(setting)));
      return Exit.DONE;
    }
    draw(settings.all(), true);
    if (!settings.hosted().isEmpty()) {
      call.screen.line();
      call.screen.paragraph("", call.word("screen.hostedSettings"));
      draw(settings.hosted(), false);
    }
    return Exit.DONE;
  }

  private void draw(List<Setting> settings, boolean explained) {
    int name = settings.stream().mapToInt(s -> s.name().length()).max().orElse(0) + 2;
    int value = settings.stream().mapToInt(s -> Math.min(40, s.value().length())).max().orElse(0);
    for (Setting setting : settings) {
      String left = setting.name() + " ".repeat(name - setting.name().length()) + setting.value();
      call.screen.beside(left, call.texts.word(setting.origin()), name + value + 2, name);
      if (explained) call.screen.paragraph(INDENT, call.word("setting." + setting.name()));
    }
  }

  private static Map<String, Object> json(Setting setting) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("setting", setting.name());
    json.put("value", setting.value());
    json.put("origin", setting.origin());
    return json;
  }
}
