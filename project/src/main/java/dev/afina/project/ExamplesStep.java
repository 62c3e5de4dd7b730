package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.dataset.DatasetNews;
import dev.afina.dataset.Forecast;
import dev.afina.dataset.Labelled;
import dev.afina.dataset.Listing;
import dev.afina.dataset.Located;
import dev.afina.dataset.Minimum;
import dev.afina.dataset.check.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  public List<Need> needs() {
    return List.of();
  }

  @Override
  public List<Path> sources() {
    return files.sources();
  }

  @Override
  public SortedMap<String, String> settings() {
    List<SettingName> names = new ArrayList<>(SettingName.filter());
    names.add(SettingName.KIND);
    names.add(SettingName.SPLIT_SEED);
    return project.of(names);
  }

  @Override
  public StepOutcome run(Outputs outputs, Consumer<StepEvent> events) {
    Kind kind = project.kind();
    Sources sources = Sources.read(files, kind);
    Finding.refuseErrors(sources.findings(project.thresholds()));
    return switch (sources) {
      case Sources.Intents intents -> {
        outputs.json(
            files.examples(kind), intents.examples().stream().map(Located::value).toList());
        yield counted(intents.examples());
      }
      case Sources.Chat chat -> {
        List<Conversation> kept = filtered(chat.examples(), events);
        outputs.json(files.examples(kind), kept);
        yield new StepOutcome.Conversations(kept.size());
      }
    };
  }

  /// What is rated well enough, told with what it leaves out.
  ///
  /// @throws dev.afina.core.Refused if too few remain
  private List<Conversation> filtered(
      List<Located<Conversation>> examples, Consumer<StepEvent> events) {
    Rated rated = Rated.of(examples, project);
    Forecast forecast = rated.forecast();
    boolean changed = forecast.excluded() > 0 || forecast.changes().muted() > 0;
    if (changed) DatasetNews.of(forecast).forEach(news -> warn(news, events));
    Listing.refuseErrors(Minimum.USUAL.after(forecast).stream().toList());
    return rated.kept();
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
