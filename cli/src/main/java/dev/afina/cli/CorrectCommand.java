package dev.afina.cli;

import dev.afina.project.Kind;
import dev.afina.project.Project;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Tells which intent a text really has, or how a question is answered; the next round learns it.
@Command(name = "correct")
final class CorrectCommand extends Verb {

  @Parameters(index = "0", paramLabel = "${bundle:label.folder}", descriptionKey = "param.folder")
  Path folder;

  @Parameters(index = "1", paramLabel = "${bundle:label.text}", descriptionKey = "param.text")
  String text;

  @Parameters(index = "2", paramLabel = "${bundle:label.label}", descriptionKey = "param.label")
  String right;

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without the three
  CorrectCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    Project project = call.open(folder, Map.of());
    project.correct(text, right);
    boolean intents = project.settings().kind() == Kind.INTENTS;
    if (call.json()) {
      call.json(Map.of("corrected", text, intents ? "label" : "answer", right));
    } else {
      String word = intents ? "screen.corrected" : "screen.answered";
      call.screen.paragraph("", call.word(word, "text", text, "label", right));
      call.screen.line(call.word("screen.next", "command", call.command("run", folder.toString())));
    }
    return Exit.DONE;
  }
}
