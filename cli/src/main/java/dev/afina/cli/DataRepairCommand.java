package dev.afina.cli;

import dev.afina.core.Conversation;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.Located;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.check.Diff;
import dev.afina.dataset.check.Finding;
import dev.afina.dataset.check.QualityProblem;
import dev.afina.dataset.check.Repairs;
import dev.afina.dataset.format.ChatFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Mends what may safely be mended: shows what would change, and writes it with `--out`.
@Command(name = "repair")
final class DataRepairCommand extends Verb {
  private static final int SHOWN = 20;

  @Parameters(index = "0", paramLabel = "${bundle:label.file}", descriptionKey = "param.data")
  String file;

  @Option(
      names = "--out",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.repaired",
      order = 10)
  @Nullable String out;

  @Option(names = "--personal", descriptionKey = "option.personal", order = 11)
  boolean personal;

  @Option(names = "--almost", descriptionKey = "option.almost", order = 12)
  boolean almost;

  @Mixin CheckOptions options = new CheckOptions();
  @Mixin ImportChoices choices = new ImportChoices();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a file
  DataRepairCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    try (DataFile data = DataFile.of(file, choices, call)) {
      Repairs repairs = new Repairs(options.look(data).findings(), this::isChosen);
      String target = out;
      int written = target == null ? show(data, repairs) : write(data, repairs, target);
      String key = target == null ? "screen.wouldRepair" : "screen.repaired";
      if (Input.STANDARD.equals(target)) return Exit.DONE;
      if (call.json()) call.json(Map.of("changed", repairs.lines(), "conversations", written));
      else call.screen.paragraph("", call.word(key, "n", repairs.lines(), "kept", written));
      return Exit.DONE;
    }
  }

  private boolean isChosen(Finding finding) {
    return Repairs.isUsual(finding)
        || personal && finding.problem() instanceof QualityProblem.PersonalFound
        || almost && finding.problem() instanceof QualityProblem.AlmostRepeated;
  }

  private int show(DataFile data, Repairs repairs) {
    int kept = 0;
    int shown = 0;
    for (Located<Conversation> good : data.all()) {
      Optional<Conversation> better = repairs.of(good.line(), good.value());
      if (better.isPresent()) kept++;
      if (repairs.on(good.line()).isEmpty() || !call.verbose() && ++shown > SHOWN) continue;
      draw(good, better, repairs.on(good.line()));
    }
    return kept;
  }

  /// As `diff` writes it: where, what goes, what comes.
  private void draw(
      Located<Conversation> good, Optional<Conversation> better, List<Finding> mended) {
    // What was mended while it was read is not as it was written; then only the finding tells.
    List<String> lines =
        better
            .map(one -> Diff.of(good.value(), one))
            .orElseGet(() -> List.of("- " + call.word("screen.leftOut")));
    List<String> reasons =
        mended.stream().map(one -> call.texts.say(one.problem())).distinct().toList();
    if (call.json()) {
      call.json(Map.of("line", good.line(), "reasons", reasons, "diff", lines));
      return;
    }
    reasons.forEach(reason -> call.screen.paragraph("@ ", reason));
    for (String line : lines)
      call.screen.line(
          call.screen.styled(line.startsWith("+") ? Screen.Style.GOOD : Screen.Style.BAD, line));
  }

  private int write(DataFile data, Repairs repairs, String target) {
    int[] kept = {0};
    new Output(target, call).write(stream -> kept[0] = write(data, repairs, stream));
    return kept[0];
  }

  private static int write(DataFile data, Repairs repairs, OutputStream stream) throws IOException {
    int kept = 0;
    try (Stream<Reading> readings = data.readings();
        ConversationFormat.Writer writer = new ChatFormat(true, Scale.STARS).to(stream)) {
      for (Reading reading : (Iterable<Reading>) readings::iterator) {
        if (!(reading instanceof Reading.Good good)) continue;
        Optional<Conversation> better = repairs.of(good.line(), good.conversation());
        if (better.isPresent() && writer.write(better.get())) kept++;
      }
    }
    return kept;
  }
}
