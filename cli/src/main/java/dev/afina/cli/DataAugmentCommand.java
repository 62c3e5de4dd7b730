package dev.afina.cli;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.dataset.Located;
import dev.afina.dataset.augment.Augment;
import dev.afina.dataset.augment.Variation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// More examples out of those there are, without a language model.
@Command(name = "augment")
final class DataAugmentCommand extends Verb {

  @Parameters(index = "0", paramLabel = "${bundle:label.file}", descriptionKey = "param.data")
  String file;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.augmented",
      order = 1)
  String out;

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "synonym,register,typo,length,noise",
      descriptionKey = "option.variations",
      order = 2)
  List<Variation> variations = List.of();

  @Option(names = "--seed", paramLabel = "42", descriptionKey = "option.splitSeed", order = 3)
  long seed = 42;

  @Mixin ImportChoices choices = new ImportChoices();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without them
  DataAugmentCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    Set<Variation> wanted =
        variations.isEmpty() ? EnumSet.allOf(Variation.class) : EnumSet.copyOf(variations);
    Augment augment = new Augment(wanted, seed);
    Output output = new Output(out, call);
    List<Conversation> all = new ArrayList<>();
    try (DataFile data = DataFile.of(file, choices, call)) {
      augment.each(data.all().stream().map(Located::value).toList(), all::add);
    }
    output.write(stream -> {
      for (Conversation one : all)
        stream.write((Json.line(one) + "\n").getBytes(StandardCharsets.UTF_8));
    });
    if (!output.isStandard()) tell(augment);
    return Exit.DONE;
  }

  private void tell(Augment augment) {
    int made = augment.made().values().stream().mapToInt(Integer::intValue).sum();
    int refused = augment.refused().values().stream().mapToInt(Integer::intValue).sum();
    if (call.json()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("made", augment.made());
      json.put("refused", augment.refused());
      call.json(json);
      return;
    }
    call.screen.paragraph("", call.word("screen.augmented", "n", made, "refused", refused));
  }
}
