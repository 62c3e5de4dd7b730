package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.core.Role;
import dev.afina.dataset.Labelled;
import dev.afina.dataset.LabelledFormat;
import dev.afina.dataset.Normal;
import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.Expected;
import dev.afina.evaluation.comparing.TestCase;
import dev.afina.evaluation.comparing.TestCase.Demands;
import dev.afina.evaluation.comparing.TestCase.Place;
import dev.afina.evaluation.comparing.Variations;
import dev.afina.evaluation.grading.Grader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Test cases made of a project's own data, for a person to review.
record TestMaking(ProjectFiles files, ProjectSettings project) {
  /// The least chrF of an answer beside the one that was given, until a person asks for something
  /// better.
  private static final String NEAR = "30";

  List<TestCase> cases() {
    if (!Files.exists(files.validation()))
      throw new Refused(
          new ProjectProblem.StepNeeds(
              StepName.TEST, files.name(files.validation()), StepName.SPLIT));
    List<Conversation> heldOut = Json.readLines(files.validation(), Conversation.class);
    List<TestCase> base = new ArrayList<>();
    return switch (project.kind()) {
      case INTENTS -> {
        Set<String> trained = new HashSet<>();
        Set<String> labels = new HashSet<>();
        for (Conversation one : Json.readLines(files.training(), Conversation.class)) {
          trained.add(Normal.of(one.question().getLast().content()));
          labels.add(one.answer());
        }
        for (Conversation one : heldOut)
          base.add(
              sentence(one.question().getLast().content(), one.answer(), CaseKind.NEW, Place.HELD_OUT));
        for (Labelled one : corrections())
          base.add(
              sentence(
                  one.text(),
                  one.label(),
                  trained.contains(Normal.of(one.text())) ? CaseKind.DATA : CaseKind.NEW,
                  "correction"));
        List<String> known =
            labels.stream().filter(label -> !label.equals(Expected.NONE)).sorted().toList();
        List<TestCase> all = new ArrayList<>(Variations.of(base, known, project.seed()));
        all.addAll(Variations.outside());
        yield all;
      }
      case CHAT -> {
        for (Conversation one : heldOut) base.add(talk(one));
        yield Variations.of(base, List.of(), project.seed());
      }
    };
  }

  private List<Labelled> corrections() {
    return Files.exists(files.corrections())
        ? LabelledFormat.read(files.corrections()).values()
        : List.of();
  }

  private static TestCase sentence(String text, String label, CaseKind kind, String tag) {
    return new TestCase(
        List.of(Message.user(text)),
        Optional.of(Expected.of(label)),
        "",
        Demands.none(),
        new Place(kind, List.of(tag), ""));
  }

  private static TestCase talk(Conversation one) {
    return new TestCase(
        one.question().stream().filter(m -> m.role() != Role.SYSTEM).toList(),
        Optional.empty(),
        one.answer(),
        new Demands(List.of(), List.of(), List.of(Grader.of("chrf", NEAR))),
        new Place(CaseKind.NEW, List.of(Place.HELD_OUT), ""));
  }
}
