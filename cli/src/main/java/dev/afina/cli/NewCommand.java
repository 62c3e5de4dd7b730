package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.project.Kind;
import dev.afina.project.Starter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A folder that runs, from nothing or from one's own sentences.
@Command(name = "new")
final class NewCommand extends Verb {

  @Parameters(paramLabel = "${bundle:label.folder}", descriptionKey = "param.newFolder")
  Path folder;

  @Option(names = "--kind", paramLabel = "intents|chat", descriptionKey = "option.kind", order = 1)
  @Nullable Kind kind;

  @Option(
      names = "--from",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.newFrom",
      order = 2)
  @Nullable Path from;

  @Mixin ImportChoices choices = new ImportChoices();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a folder
  NewCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    Kind chosen = kind != null ? kind : guess();
    Starter.create(folder, chosen, call.texts.locale().getLanguage(), from, choices.options());
    if (call.json()) {
      call.json(Map.of("created", folder.toString(), "kind", chosen.word()));
    } else {
      call.screen.paragraph("", call.word("screen.created", "folder", folder));
      call.screen.line(call.word("screen.next", "command", call.command("run", folder.toString())));
    }
    return Exit.DONE;
  }

  /// What a file of one's own is for; else the person is asked, if there is one.
  private Kind guess() {
    if (from != null) {
      ImportChoices.existing(from);
      return Starter.kindOf(from, choices.options());
    }
    if (!call.mayAsk()) return Kind.INTENTS;
    call.screen.piece(call.word("screen.askKind") + " ");
    try {
      String answer = call.answer();
      if (answer == null || answer.isBlank()) return Kind.INTENTS;
      return Choices.kind(answer.strip());
    } catch (picocli.CommandLine.TypeConversionException e) {
      throw new Refused(
          new CliProblem.NoSuchChoice(
              "--kind", String.valueOf(e.getMessage()), List.copyOf(Choices.of(Kind.class))));
    }
  }
}
