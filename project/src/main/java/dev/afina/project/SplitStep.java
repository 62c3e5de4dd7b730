package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.dataset.Listing;
import dev.afina.dataset.Minimum;
import dev.afina.dataset.Normal;
import dev.afina.dataset.Split;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/// Step 3: most conversations train, the others judge.
record SplitStep(ProjectFiles files, ProjectSettings project) implements Step {

  @Override
  public StepName name() {
    return StepName.SPLIT;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Need> needs() {
    return List.of(new Need(files.prompts(), StepName.PROMPTS));
  }

  @Override
  public SortedMap<String, String> settings() {
    return project.of(
        List.of(
            SettingName.KIND, SettingName.TRAIN, SettingName.VALIDATION, SettingName.SPLIT_SEED));
  }

  @Override
  public StepOutcome run(Outputs outputs, Consumer<StepEvent> events) {
    List<Conversation> all = Json.readLines(files.prompts(), Conversation.class);
    Split split = project.split();
    Split.Parts<Conversation> parts =
        split.divide(
            all,
            switch (project.kind()) {
              case INTENTS -> Conversation::answer;
              case CHAT -> _ -> "";
            },
            conversation -> Normal.of(Sources.asked(conversation)));
    Listing.refuseErrors(Minimum.training(parts.training().size(), all.size()));
    outputs.lines(files.training(), parts.training());
    outputs.lines(files.validation(), parts.validation());
    return new StepOutcome.Divided(
        parts.training().size(), parts.validation().size(), split.seed());
  }
}
