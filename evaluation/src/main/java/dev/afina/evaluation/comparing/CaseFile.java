package dev.afina.evaluation.comparing;

import dev.afina.core.Fact;
import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.core.Role;
import dev.afina.core.SafeFile;
import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.EvaluationProblem;
import dev.afina.evaluation.Expected;
import dev.afina.evaluation.comparing.TestCase.Demands;
import dev.afina.evaluation.comparing.TestCase.Place;
import dev.afina.evaluation.grading.Grader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// Test cases in YAML, as a person writes and reviews them:
///
/// ```yaml
/// - question: ¿me lo cambian por otra talla?
///   expected: devolver            # or [devolver, consulta], or none
///   kind: new
///   tags: [talla]
/// - conversation:
///     - user: Hola
///     - assistant: Buenos días, dígame.
///     - user: ¿A qué hora abren?
///   answer: Abrimos a las 9:00.
///   facts: ["9:00"]
///   must-not: [gratis]
///   checks:
///     - register: usted
///     - length: 10-200
///   kind: new
/// ```
public final class CaseFile {
  private CaseFile() {}

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .build();

  /// @param labels the intents there are; empty where none are told apart
  /// @throws Refused naming everything that is wrong with the cases
  public static List<TestCase> read(Path file, List<String> labels) {
    String name = Objects.requireNonNull(file.getFileName(), "a file has a name").toString();
    List<Fact> problems = new ArrayList<>();
    List<TestCase> cases = new ArrayList<>();
    int number = 0;
    for (JsonNode node : tree(file, name)) {
      number++;
      try {
        cases.add(new Case(name, number, node).read(labels));
      } catch (Refused refused) {
        problems.addAll(refused.facts());
      }
    }
    if (number == 0) problems.add(new EvaluationProblem.NoCases());
    if (!problems.isEmpty()) throw new Refused(problems);
    return cases;
  }

  /// The cases that are neither of the held-out part nor made of it: those had a say in the
  /// training.
  public static List<TestCase> own(List<TestCase> cases) {
    Set<String> heldOut = new HashSet<>();
    for (TestCase one : cases) if (isHeldOut(one)) heldOut.add(one.place().group());
    heldOut.remove("");
    return cases.stream()
        .filter(one -> !isHeldOut(one) && !heldOut.contains(one.place().group()))
        .toList();
  }

  private static boolean isHeldOut(TestCase one) {
    return one.place().tags().contains(Place.HELD_OUT);
  }

  public static void write(Path file, List<TestCase> cases) {
    SafeFile.write(file, YAML.writeValueAsString(cases.stream().map(CaseFile::written).toList()));
  }

  private static JsonNode tree(Path file, String name) {
    try {
      JsonNode tree = YAML.readTree(Files.readString(file));
      if (!tree.isArray())
        throw new Refused(new EvaluationProblem.BrokenTestFile(name, 1, "no list"));
      return tree;
    } catch (IOException e) {
      throw FileProblem.reading(file, e);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw new Refused(new EvaluationProblem.BrokenTestFile(name, line, Json.reason(e)));
    }
  }

  /// One entry of the list.
  private record Case(String file, int number, JsonNode node) {

    TestCase read(List<String> labels) {
      for (String key : node.propertyNames()) if (!KEYS.contains(key)) throw wrong(key);
      Optional<Expected> expected = expected(labels);
      String reference = text("answer");
      Demands demands = new Demands(texts("facts"), texts("must-not"), graders());
      TestCase made =
          new TestCase(
              question(),
              expected,
              reference,
              demands,
              new Place(kind(), texts("tags"), text("group")));
      if (!made.canBeGraded(true) && reference.isEmpty()) throw wrong("expected");
      return made;
    }

    private static final List<String> KEYS =
        List.of(
            "question",
            "conversation",
            "expected",
            "answer",
            "facts",
            "must-not",
            "checks",
            "kind",
            "tags",
            "group");

    private List<Message> question() {
      JsonNode turns = node.get("conversation");
      if (turns == null) {
        String question = text("question");
        if (question.isBlank()) throw wrong("question");
        return List.of(Message.user(question));
      }
      List<Message> messages = new ArrayList<>();
      for (JsonNode turn : turns) {
        if (!turn.isObject() || turn.size() != 1) throw wrong("conversation");
        var said = turn.properties().iterator().next();
        Role role =
            switch (said.getKey()) {
              case "user" -> Role.USER;
              case "assistant" -> Role.ASSISTANT;
              default -> throw wrong("conversation");
            };
        messages.add(new Message(role, said.getValue().asString()));
      }
      if (messages.isEmpty() || messages.getLast().role() != Role.USER) throw wrong("conversation");
      return messages;
    }

    private Optional<Expected> expected(List<String> labels) {
      List<String> wanted = texts("expected");
      if (wanted.isEmpty()) return Optional.empty();
      if (wanted.equals(List.of(Expected.NONE))) return Optional.of(new Expected.None());
      for (String label : wanted)
        if (!labels.contains(label))
          throw new Refused(new EvaluationProblem.UnknownIntent(number, label, labels));
      return Optional.of(new Expected.OneOf(new TreeSet<>(wanted)));
    }

    private CaseKind kind() {
      String word = text("kind");
      return Arrays.stream(CaseKind.values())
          .filter(kind -> kind.word().equals(word))
          .findFirst()
          .orElseThrow(() -> wrong("kind"));
    }

    private List<Grader> graders() {
      JsonNode checks = node.get("checks");
      List<Grader> graders = new ArrayList<>();
      if (checks == null) return graders;
      for (JsonNode check : checks) {
        if (!check.isObject() || check.size() != 1) throw wrong("checks");
        var one = check.properties().iterator().next();
        JsonNode argument = one.getValue();
        graders.add(
            Grader.of(
                one.getKey(), argument.isValueNode() ? argument.asString() : argument.toString()));
      }
      return graders;
    }

    private String text(String key) {
      JsonNode value = node.get(key);
      if (value == null || value.isNull()) return "";
      if (!value.isValueNode()) throw wrong(key);
      return value.asString();
    }

    /// A list, or one text.
    private List<String> texts(String key) {
      JsonNode value = node.get(key);
      if (value == null || value.isNull()) return List.of();
      if (value.isValueNode()) return List.of(value.asString());
      List<String> texts = new ArrayList<>();
      for (JsonNode one : value) {
        if (!one.isValueNode()) throw wrong(key);
        texts.add(one.asString());
      }
      return texts;
    }

    private Refused wrong(String key) {
      return new Refused(new EvaluationProblem.WrongCase(file, number, key));
    }
  }

  private static Map<String, Object> written(TestCase one) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (one.question().size() == 1) map.put("question", one.text());
    else
      map.put(
          "conversation",
          one.question().stream()
              .map(m -> Map.of(m.role() == Role.USER ? "user" : "assistant", m.content()))
              .toList());
    one.expected()
        .ifPresent(expected ->
            map.put(
                "expected",
                switch (expected) {
                  case Expected.None() -> Expected.NONE;
                  case Expected.OneOf(var labels) ->
                      labels.size() == 1 ? labels.first() : List.copyOf(labels);
                }));
    if (!one.reference().isEmpty()) map.put("answer", one.reference());
    if (!one.demands().facts().isEmpty()) map.put("facts", one.demands().facts());
    if (!one.demands().mustNot().isEmpty()) map.put("must-not", one.demands().mustNot());
    if (!one.demands().graders().isEmpty())
      map.put("checks", one.demands().graders().stream().map(CaseFile::check).toList());
    map.put("kind", one.place().kind().word());
    if (!one.place().tags().isEmpty()) map.put("tags", one.place().tags());
    if (!one.place().group().isEmpty()) map.put("group", one.place().group());
    return map;
  }

  private static Map<String, String> check(Grader grader) {
    String[] parts = grader.notation().split(": ", 2);
    return Map.of(parts[0], parts[1]);
  }
}
