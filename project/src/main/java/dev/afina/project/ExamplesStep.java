package dev.afina.project;

import dev.afina.dataset.Labelled;
import dev.afina.dataset.Listing;
import dev.afina.dataset.Located;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Step 1: the sources, checked, become the examples.
record ExamplesStep(ProjectFiles files, ProjectSettings project) implements Step {

  @Override
  public StepName name() {
    return StepName.EXAMPLES;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public SequencedMap<Path, StepName> needs() {
    return new LinkedHashMap<>();
  }

  @Override
  public List<Path> sources() {
    return List.of(files.sentences(), files.jsonLines(), files.corrections(), files.tests());
  }

  @Override
  public SortedMap<String, String> settings() {
    return project.of(List.of(SettingName.KIND));
  }

  @Override
  public StepOutcome run(Outputs outputs, Consumer<StepEvent> events) {
    Kind kind = project.kind();
    Sources sources = Sources.read(files, kind);
    Listing.refuseErrors(sources.findings());
    return switch (sources) {
      case Sources.Intents intents -> {
        outputs.json(
            files.examples(kind), intents.examples().stream().map(Located::value).toList());
        yield counted(intents.examples());
      }
      case Sources.Chat chat -> {
        outputs.json(files.examples(kind), chat.examples().stream().map(Located::value).toList());
        yield new StepOutcome.Conversations(chat.examples().size());
      }
    };
  }

  private static StepOutcome counted(List<Located<Labelled>> examples) {
    List<Long> counts =
        examples.stream()
            .map(one -> one.value().label())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
            .values()
            .stream()
            .sorted()
            .toList();
    int fewest = counts.getFirst().intValue();
    int most = counts.getLast().intValue();
    return fewest == most
        ? new StepOutcome.EvenSentences(examples.size(), counts.size(), most)
        : new StepOutcome.Sentences(examples.size(), counts.size(), fewest, most);
  }
}
