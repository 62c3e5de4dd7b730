package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Pair;
import dev.afina.core.Refused;
import dev.afina.dataset.Labelled;
import dev.afina.dataset.format.ChatFormat;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Step 2: each example becomes a conversation of system prompt, question and answer.
record PromptsStep(ProjectFiles files, ProjectSettings project) implements Step {

  @Override
  public StepName name() {
    return StepName.PROMPTS;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Need> needs() {
    return List.of(new Need(files.examples(project.kind()), StepName.EXAMPLES));
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings =
        project.of(List.of(SettingName.KIND, SettingName.LANGUAGE, SettingName.SYSTEM));
    if (project.learnsPreferences()) settings.put("pairs", "only");
    return settings;
  }

  @Override
  public StepOutcome run(Outputs outputs, Consumer<StepEvent> events) {
    List<Conversation> conversations =
        switch (project.kind()) {
          case INTENTS -> intents();
          case CHAT -> project.learnsPreferences() ? pairs() : chat();
        };
    outputs.lines(files.prompts(), conversations);
    return new StepOutcome.Prompts(conversations.size());
  }

  private List<Conversation> intents() {
    List<Labelled> examples = List.of(Json.read(files.examples(Kind.INTENTS), Labelled[].class));
    List<String> labels = examples.stream().map(Labelled::label).distinct().sorted().toList();
    String system = SystemPrompt.of(project, labels);
    return examples.stream()
        .map(one ->
            Conversation.of(Message.user(one.text()), Message.assistant(one.label()))
                .withSystem(system))
        .toList();
  }

  /// Each answer that replaces another, as the last of a conversation that remembers both.
  private List<Conversation> pairs() {
    String system = SystemPrompt.of(project, List.of());
    Conversation[] all = Json.read(files.examples(Kind.CHAT), Conversation[].class);
    List<Conversation> pairs =
        Arrays.stream(all)
            .flatMap(conversation -> Pair.in(conversation).stream())
            .map(pair -> pair.bare().conversation().withSystem(system))
            .toList();
    if (pairs.isEmpty()) throw new Refused(new ProjectProblem.NoPairs(all.length));
    return pairs;
  }

  private List<Conversation> chat() {
    String system = SystemPrompt.of(project, List.of());
    return Arrays.stream(Json.read(files.examples(Kind.CHAT), Conversation[].class))
        // Marks and provenance have done their work: what is learned is what was said.
        .flatMap(conversation -> Stream.ofNullable(ChatFormat.toLearn(conversation)))
        .map(conversation -> conversation.withSystem(system))
        .toList();
  }
}
