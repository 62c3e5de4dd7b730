package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.evaluation.Prediction;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which intent a text has, and how sure that is; one text, several, or a file of them.
@Command(name = "classify")
final class ClassifyCommand extends Verb {

  @Parameters(index = "0", paramLabel = "${bundle:label.folder}", descriptionKey = "param.folder")
  Path folder;

  @Parameters(index = "1..*", paramLabel = "${bundle:label.text}", descriptionKey = "param.texts")
  List<String> texts = List.of();

  @Option(
      names = "--in",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.in",
      order = 1)
  @Nullable Path in;

  @Option(
      names = "--out",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.out",
      order = 2)
  @Nullable Path out;

  @Option(
      names = "--adapter",
      paramLabel = "${bundle:label.folder}",
      descriptionKey = "option.adapter",
      order = 3)
  @Nullable Path adapter;

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a folder
  ClassifyCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    if (in != null && out != null) return file(in, out);
    if (in != null) throw new Refused(new CliProblem.InAndOut("--in", "--out"));
    if (out != null) throw new Refused(new CliProblem.InAndOut("--out", "--in"));
    if (texts.isEmpty()) throw new Refused(new CliProblem.NothingToClassify());
    List<Prediction> answers =
        call.open(folder, Map.of()).classify(texts, Optional.ofNullable(adapter), call.news());
    for (int i = 0; i < texts.size(); i++) say(texts.get(i), answers.get(i));
    return Exit.DONE;
  }

  private int file(Path from, Path to) {
    int rows =
        call.open(folder, Map.of()).classify(from, to, Optional.ofNullable(adapter), call.news());
    if (call.json()) call.json(Map.of("rows", rows, "out", to.toString()));
    else call.screen.paragraph("", call.word("screen.classified", "n", rows, "out", to));
    return Exit.DONE;
  }

  private void say(String text, Prediction answer) {
    if (call.json()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("text", text);
      json.put("label", answer.label());
      json.put("probability", answer.probability());
      json.put("unsure", answer.unsure());
      call.json(json);
      return;
    }
    String line =
        call.screen.styled(Screen.Style.BOLD, answer.label())
            + "  "
            + call.texts.percent(answer.probability())
            + (answer.unsure() ? "  " + call.word("screen.unsure") : "");
    if (texts.size() == 1) call.screen.line(line);
    else call.screen.paragraph(line + "  ", call.screen.styled(Screen.Style.DIM, text));
  }
}
