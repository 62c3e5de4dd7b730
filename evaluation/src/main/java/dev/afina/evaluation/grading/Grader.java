package dev.afina.evaluation.grading;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.dataset.Normal;
import dev.afina.evaluation.EvaluationProblem;
import dev.afina.evaluation.RequiredFacts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// One thing an answer is judged by. A test file names it in one line, `name: argument`:
///
/// | line | passes |
/// |---|---|
/// | `exact: TEXT` | word for word |
/// | `same: TEXT` | case, accents, punctuation and spaces aside |
/// | `contains: TEXT`, `not-contains: TEXT` | as whole words; case does not matter |
/// | `regex: RE2`, `not-regex: RE2` | somewhere in it; RE2 takes linear time whatever is written |
/// | `facts: numbers`, `facts: names` | all of them come from question, reference or facts |
/// | `json-schema: SCHEMA` | it is JSON of that form |
/// | `bleu: 30`, `chrf: 50`, `rouge-l: 0.5`, `similarity: 0.6` | at least, against the reference |
/// | `perplexity: 20`, `bits-per-byte: 2` | at most, of the reference |
/// | `latency: 2`, `cost: 0.01` | at most, in seconds and money |
/// | `language: es`, `register: usted` | in it, or nothing can be told |
/// | `length: 20-300` | characters |
/// | `refusal: yes`, `refusal: no` | it says that it cannot help, or does not |
/// | `judge: QUESTION` | a model says yes ([Judge]) |
public sealed interface Grader {

  record Exact(String text) implements Grader {}

  record Same(String text) implements Grader {}

  record Contains(String text, boolean wanted) implements Grader {}

  record Matches(Pattern pattern, boolean wanted) implements Grader {}

  record Told(What what) implements Grader {
    public enum What {
      NUMBERS,
      NAMES
    }
  }

  record JsonForm(String schema) implements Grader {}

  record Limit(Measure measure, double limit, String written) implements Grader {}

  record Language(String code) implements Grader {}

  record Register(String form) implements Grader {}

  record Length(int least, int most) implements Grader {}

  record Refusal(boolean wanted) implements Grader {}

  record Criterion(String question) implements Grader {}

  List<String> NAMES =
      List.of(
          "exact",
          "same",
          "contains",
          "not-contains",
          "regex",
          "not-regex",
          "facts",
          "json-schema",
          "bleu",
          "chrf",
          "rouge-l",
          "similarity",
          "perplexity",
          "bits-per-byte",
          "latency",
          "cost",
          "language",
          "register",
          "length",
          "refusal",
          "judge");

  /// @throws Refused if there is no such grader, or the argument is none for it
  static Grader of(String name, String argument) {
    String given = argument.strip();
    return switch (name) {
      case "exact" -> new Exact(argument);
      case "same" -> new Same(argument);
      case "contains" -> new Contains(some(name, given), true);
      case "not-contains" -> new Contains(some(name, given), false);
      case "regex" -> new Matches(pattern(name, given), true);
      case "not-regex" -> new Matches(pattern(name, given), false);
      case "facts" ->
          new Told(
              Told.What.valueOf(oneOf(name, given, "numbers", "names").toUpperCase(Locale.ROOT)));
      case "json-schema" -> new JsonForm(schema(name, given));
      case "language" -> new Language(oneOf(name, given, "es", "en"));
      case "register" -> new Register(oneOf(name, given, "tú", "usted"));
      case "length" -> length(name, given);
      case "refusal" -> new Refusal(oneOf(name, given, "yes", "no").equals("yes"));
      case "judge" -> new Criterion(some(name, given));
      default ->
          Measure.of(name)
              .<Grader>map(measure -> new Limit(measure, number(name, given), given))
              .orElseThrow(() -> new Refused(new EvaluationProblem.UnknownCheck(name, NAMES)));
    };
  }

  /// As in a test file.
  default String notation() {
    return switch (this) {
      case Exact(var text) -> "exact: " + text;
      case Same(var text) -> "same: " + text;
      case Contains(var text, var wanted) -> (wanted ? "contains: " : "not-contains: ") + text;
      case Matches(var pattern, var wanted) -> (wanted ? "regex: " : "not-regex: ") + pattern;
      case Told(var what) -> "facts: " + what.name().toLowerCase(Locale.ROOT);
      case JsonForm(var schema) -> "json-schema: " + schema;
      case Limit(var measure, _, var written) -> measure.word() + ": " + written;
      case Language(var code) -> "language: " + code;
      case Register(var form) -> "register: " + form;
      case Length(var least, var most) -> "length: " + least + "-" + most;
      case Refusal(var wanted) -> "refusal: " + (wanted ? "yes" : "no");
      case Criterion(var question) -> "judge: " + question;
    };
  }

  /// Nothing where it cannot be told: a likelihood of a model that gives none, a criterion without
  /// a judge, the register of a text that addresses nobody.
  default Optional<Mark> grade(Asked asked, Said said, Optional<Judge> judge) {
    String text = said.text();
    return switch (this) {
      case Exact(var wanted) -> yesOrNo(text.strip().equals(wanted.strip()));
      case Same(var wanted) -> yesOrNo(Normal.of(text).equals(Normal.of(wanted)));
      case Contains(var part, var wanted) ->
          yesOrNo(RequiredFacts.missing(text, List.of(part)).isEmpty() == wanted);
      case Matches(var pattern, var wanted) -> yesOrNo(pattern.matcher(text).find() == wanted);
      case Told(var what) -> {
        int invented =
            switch (what) {
              case NUMBERS -> Invented.numbers(text, asked.known()).size();
              case NAMES -> Invented.names(text, asked.known()).size();
            };
        yield Optional.of(Mark.measured(this, invented, invented == 0));
      }
      case JsonForm(var schema) -> yesOrNo(fits(text, schema));
      case Limit(var measure, var limit, _) ->
          measure
              .of(asked, said)
              .map(value -> Mark.measured(this, value, measure.within(value, limit)));
      case Language(var code) ->
          Manner.language(text).flatMap(found -> yesOrNo(found.equals(code)));
      case Register(var form) ->
          Manner.register(text).flatMap(found -> yesOrNo(found.equals(form)));
      case Length(var least, var most) -> {
        int length = text.strip().codePointCount(0, text.strip().length());
        yield Optional.of(Mark.measured(this, length, length >= least && length <= most));
      }
      case Refusal(var wanted) -> yesOrNo(Manner.refuses(text) == wanted);
      case Criterion(var question) ->
          judge.flatMap(one -> one.holds(question, asked, text)).flatMap(this::yesOrNo);
    };
  }

  private Optional<Mark> yesOrNo(boolean passed) {
    return Optional.of(Mark.yesOrNo(this, passed));
  }

  private static boolean fits(String text, String schema) {
    try {
      return form(schema).validate(Json.tree(text)).isEmpty();
    } catch (JacksonException notJson) {
      return false;
    }
  }

  private static Schema form(String schema) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Json.tree(schema));
  }

  private static String some(String name, String argument) {
    if (argument.isEmpty()) throw wrong(name, argument);
    return argument;
  }

  private static String oneOf(String name, String argument, String... allowed) {
    return Stream.of(allowed)
        .filter(one -> Normal.of(one).equals(Normal.of(argument)))
        .findFirst()
        .orElseThrow(() -> wrong(name, argument));
  }

  private static Pattern pattern(String name, String argument) {
    try {
      return Pattern.compile(some(name, argument));
    } catch (PatternSyntaxException e) {
      throw wrong(name, argument);
    }
  }

  private static String schema(String name, String argument) {
    try {
      if (!Json.tree(argument).isObject()) throw wrong(name, argument);
      form(argument);
      return argument;
    } catch (JacksonException e) {
      throw wrong(name, argument);
    }
  }

  private static Length length(String name, String argument) {
    var parts = java.util.regex.Pattern.compile("(\\d{1,6})-(\\d{1,6})").matcher(argument);
    if (!parts.matches()) throw wrong(name, argument);
    int least = Integer.parseInt(parts.group(1));
    int most = Integer.parseInt(parts.group(2));
    if (least > most) throw wrong(name, argument);
    return new Length(least, most);
  }

  private static double number(String name, String argument) {
    if (!argument.matches("\\d+(\\.\\d+)?")) throw wrong(name, argument);
    return Double.parseDouble(argument);
  }

  private static Refused wrong(String name, String argument) {
    return new Refused(new EvaluationProblem.WrongCheck(name, argument));
  }
}
