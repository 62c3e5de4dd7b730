package dev.afina.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.afina.core.Fact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Keeps the picture of the house true: who may know whom, and who alone knows what.
class HouseTest {

  /// Each part, and the parts it may use.
  private static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("core", Set.of()),
              Map.entry("dataset", Set.of("core")),
              Map.entry("tokenizer", Set.of("core")),
              Map.entry("model", Set.of("core", "tokenizer")),
              Map.entry("training", Set.of("core", "model")),
              Map.entry("engine", Set.of("core", "tokenizer", "model", "training")),
              Map.entry("evaluation", Set.of("core", "dataset", "model", "training")),
              Map.entry("hosted", Set.of("core", "model")),
              Map.entry("text", Set.of("core")),
              Map.entry(
                  "report", Set.of("core", "dataset", "model", "training", "evaluation", "text")),
              Map.entry(
                  "project",
                  Set.of(
                      "core",
                      "dataset",
                      "tokenizer",
                      "model",
                      "training",
                      "evaluation",
                      "hosted",
                      "report")),
              Map.entry(
                  "cli",
                  Set.of(
                      "core",
                      "dataset",
                      "tokenizer",
                      "model",
                      "training",
                      "evaluation",
                      "text",
                      "report",
                      "project"))));

  /// Packages of other people (with a dot at the end), and the parts that alone know them.
  private static final Map<String, Set<String>> ALONE_KNOWS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("org.bytedeco.", Set.of("engine")),
              Map.entry("jdk.incubator.vector.", Set.of("engine")),
              Map.entry("com.ibm.icu.", Set.of("text")),
              Map.entry("picocli.", Set.of("cli")),
              Map.entry("java.net.http.", Set.of("model", "hosted")),
              Map.entry("ai.djl.", Set.of("tokenizer")),
              Map.entry("com.github.pemistahl.", Set.of("dataset")),
              Map.entry("com.google.i18n.", Set.of("dataset")),
              Map.entry("com.knuddels.", Set.of("tokenizer")),
              Map.entry("de.siegmar.fastcsv.", Set.of("dataset")),
              Map.entry("org.apache.poi.", Set.of("dataset")),
              Map.entry("tools.jackson.dataformat.yaml.", Set.of("evaluation", "project")),
              Map.entry("com.google.re2j.", Set.of("evaluation")),
              Map.entry("com.openhtmltopdf.", Set.of("report")),
              Map.entry("org.apache.pdfbox.", Set.of("report")),
              Map.entry("com.networknt.", Set.of("evaluation")),
              Map.entry("org.apache.commons.statistics.", Set.of("evaluation"))));

  private static JavaClasses house;

  @BeforeAll
  static void look() throws IOException {
    house = House.classes();
  }

  @Test
  void everyPartIsInTheTableAndIsLookedAt() throws IOException {
    assertThat(House.parts()).containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
    for (String part : MAY_USE.keySet()) {
      assertThat(House.classesOf(part)).as("classes of " + part).isNotEmpty();
      assertThat(House.classesOf(part))
          .as("packages of " + part)
          .allSatisfy(type -> assertThat(type.getPackageName()).startsWith("dev.afina." + part));
    }
  }

  @TestFactory
  List<DynamicTest> nobodyKnowsMoreThanTheTableSays() {
    List<DynamicTest> tests = new ArrayList<>();
    MAY_USE.forEach((part, known) -> {
      String[] others =
          MAY_USE.keySet().stream()
              .filter(other -> !other.equals(part) && !known.contains(other))
              .map(HouseTest::packages)
              .toArray(String[]::new);
      ArchRule rule =
          noClasses()
              .that()
              .resideInAPackage(packages(part))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(others);
      tests.add(DynamicTest.dynamicTest(part, () -> rule.check(house)));
    });
    return tests;
  }

  @TestFactory
  List<DynamicTest> whatOnePartKnowsTheOthersDoNot() {
    List<DynamicTest> tests = new ArrayList<>();
    ALONE_KNOWS.forEach((library, parts) -> {
      ArchRule rule =
          noClasses()
              .that()
              .resideOutsideOfPackages(
                  parts.stream().map(HouseTest::packages).toArray(String[]::new))
              .should()
              .dependOnClassesThat()
              .resideInAPackage(library + ".");
      tests.add(DynamicTest.dynamicTest(library, () -> rule.check(house)));
    });
    return tests;
  }

  /// The engine's standard output is its wire to the program that started it, its error output the
  /// log file of its run: neither is seen by people.
  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("cli"), packages("engine"))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(house);
  }

  @Test
  void onlyThoseWhoBeginMayEndTheProgram() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(house);
  }

  /// Only what a person is told is a fact, and it belongs to a sealed family: else nobody could
  /// count whether each has its sentence.
  @Test
  void everyFactBelongsToASealedFamily() throws IOException {
    assertThat(House.facts())
        .isNotEmpty()
        .allSatisfy(fact ->
            assertThat(fact.getInterfaces())
                .anySatisfy(family -> {
                  assertThat(Fact.class).isAssignableFrom(family);
                  assertThat(family.isSealed()).isTrue();
                }));
  }

  @Test
  void noPackagesKnowEachOtherInACircle() {
    slices().matching("dev.afina.(**)").should().beFreeOfCycles().check(house);
  }

  private static String packages(String part) {
    return "dev.afina." + part + "..";
  }
}
