package dev.afina.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessagePattern;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.afina.core.Fact;
import dev.afina.text.Texts;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Everything that can be said has its words, in both languages. The files are compared, not the
/// bundles: a bundle answers for its parent, so that nothing would ever be missing.
class SentencesTest {

  /// Spanish that is written as English is.
  private static final Set<String> SAME =
      Set.of(
          "Check.Java",
          "Origin.DOT_ENV",
          "Origin.FILE",
          "ProjectProblem.NothingTrained.fix",
          "Severity.ERROR",
          "afina.doctor.usage.customSynopsis",
          "afina.models.list.usage.customSynopsis",
          "report.chat.before",
          "report.curve.tokens",
          "report.grade.provisional",
          "report.hours",
          "report.made.base",
          "report.made.basedigest",
          "report.made.plan",
          "report.mark.bleu",
          "report.mark.chrf",
          "report.mark.rouge-l",
          "report.matrix.total",
          "report.metrics.f1",
          "report.minutes",
          "report.project.made",
          "report.seconds",
          "screen.base",
          "screen.side.base");

  /// Looked up by the library of the command line, not by our code.
  private static final Pattern HELP = Pattern.compile("(usage|label|option|param|afina)\\..*");

  private static final Pattern OF_A_TYPE =
      Pattern.compile("[A-Z]\\w*\\.\\w+(\\.(rule|fix|title))?");

  private static Map<String, String> english;
  private static Map<String, String> spanish;
  private static List<Class<? extends Fact>> facts;

  @BeforeAll
  static void read() throws IOException {
    english = read("texts.properties");
    spanish = read("texts_es.properties");
    facts = House.facts();
  }

  @Test
  void bothFilesHaveTheSameKeys() {
    assertThat(spanish.keySet()).isEqualTo(english.keySet());
  }

  @Test
  void everyFactHasASentence() {
    assertThat(unsaid(facts.stream().map(Texts::key))).isEmpty();
  }

  @Test
  void everyProblemHasItsRuleAndItsWayOut() {
    assertThat(
            unsaid(
                facts.stream()
                    .map(Texts::key)
                    .filter(key -> key.matches("\\w+Problem\\.\\w+"))
                    .flatMap(key -> Stream.of(key + ".rule", key + ".fix"))))
        .isEmpty();
  }

  @Test
  void everyConstantThatAFactMayNameHasAWord() {
    assertThat(unsaid(enums().flatMap(SentencesTest::keys))).isEmpty();
  }

  @Test
  void noSentenceIsLeftOverFromAFactThatIsGone() throws IOException {
    Set<String> alive = facts.stream().map(Texts::key).collect(Collectors.toSet());
    House.classes().stream()
        .map(JavaClass::reflect)
        .filter(Class::isEnum) // which a constant with a body of its own is not
        .forEach(type -> keys(type).forEach(alive::add));
    assertThat(english.keySet())
        .filteredOn(OF_A_TYPE.asMatchPredicate())
        .filteredOn(key -> !alive.contains(key.replaceAll("\\.(rule|fix|title)$", "")))
        .isEmpty();
  }

  @Test
  void everyWordTheProgramAsksForExists() throws IOException {
    Pattern asked = Pattern.compile("\\bword\\(\\s*\"([\\w.]+)\"");
    Stream<String> keys =
        House.sources().stream()
            .flatMap(source -> asked.matcher(source).results())
            .map(match -> match.group(1))
            .filter(key -> !key.endsWith(".")); // the beginning of a key that is put together
    assertThat(unsaid(keys)).isEmpty();
  }

  @Test
  void noWordIsLeftOver() throws IOException {
    String sources = String.join("\n", House.sources());
    assertThat(english.keySet())
        .filteredOn(key -> !HELP.matcher(key).matches() && !OF_A_TYPE.matcher(key).matches())
        .isNotEmpty()
        .filteredOn(key -> !sources.contains('"' + key + '"'))
        .filteredOn(key -> beginnings(key).noneMatch(part -> sources.contains('"' + part + '"')))
        .isEmpty();
  }

  @Test
  void bothLanguagesNameTheSameValues() {
    assertThat(english.keySet())
        .allSatisfy(key ->
            assertThat(names(spanish.getOrDefault(key, "")))
                .as(key)
                .isEqualTo(names(english.get(key))));
  }

  @Test
  void aSentenceNamesOnlyWhatItsFactHas() {
    assertThat(facts)
        .allSatisfy(fact -> {
          String key = Texts.key(fact);
          Set<String> has =
              Arrays.stream(fact.getRecordComponents())
                  .map(RecordComponent::getName)
                  .collect(Collectors.toSet());
          for (String part : List.of(key, key + ".rule", key + ".fix"))
            assertThat(names(english.getOrDefault(part, ""))).as(part).isSubsetOf(has);
        });
  }

  @Test
  void spanishIsNotEnglish() {
    assertThat(english.keySet())
        .filteredOn(key -> english.get(key).equals(spanish.get(key)))
        .filteredOn(key -> english.get(key).replaceAll("\\{[^}]*}|%n", "").matches(".*\\p{L}.*"))
        .containsExactlyInAnyOrderElementsOf(SAME);
  }

  /// What a key that is put together may begin with: `report.`, `report.chat.`
  private static Stream<String> beginnings(String key) {
    return IntStream.range(0, key.length())
        .filter(i -> key.charAt(i) == '.')
        .mapToObj(i -> key.substring(0, i + 1));
  }

  /// Those of the keys that have no text. There must be some keys at all.
  private static Set<String> unsaid(Stream<String> keys) {
    Set<String> wanted = keys.collect(Collectors.toCollection(TreeSet::new));
    assertThat(wanted).isNotEmpty();
    wanted.removeAll(english.keySet());
    return wanted;
  }

  /// The names a pattern asks for, also those inside its choices.
  private static Set<String> names(String pattern) {
    MessagePattern parsed = new MessagePattern(pattern);
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < parsed.countParts(); i++) {
      MessagePattern.Part part = parsed.getPart(i);
      if (part.getType() == MessagePattern.Part.Type.ARG_NAME) {
        names.add(parsed.getSubstring(part));
      }
    }
    return names;
  }

  /// The enums among the components of facts, also inside lists.
  private static Stream<Class<?>> enums() {
    return facts.stream()
        .flatMap(fact -> Arrays.stream(fact.getRecordComponents()))
        .map(RecordComponent::getGenericType)
        .flatMap(SentencesTest::classes)
        .filter(Class::isEnum)
        .distinct();
  }

  private static Stream<Class<?>> classes(Type type) {
    return switch (type) {
      case Class<?> simple -> Stream.of(simple);
      case ParameterizedType generic ->
          Arrays.stream(generic.getActualTypeArguments()).flatMap(SentencesTest::classes);
      default -> Stream.empty();
    };
  }

  private static Stream<String> keys(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> type.getSimpleName() + "." + ((Enum<?>) constant).name());
  }

  private static Map<String, String> read(String name) throws IOException {
    Path file = House.ROOT.resolve("text/src/main/resources/dev/afina/text").resolve(name);
    List<String> twice = new ArrayList<>();
    Map<String, String> texts = new TreeMap<>();
    Properties properties =
        new Properties() {
          private static final long serialVersionUID = 1L;

          @Override
          public synchronized Object put(Object key, Object value) {
            String before = texts.put((String) key, (String) value);
            if (before != null) twice.add((String) key);
            return super.put(key, value);
          }
        };
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    assertThat(twice).as("keys that stand twice in " + name).isEmpty();
    return texts;
  }
}
