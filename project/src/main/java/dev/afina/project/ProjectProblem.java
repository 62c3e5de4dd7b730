package dev.afina.project;

import dev.afina.core.Fact;
import dev.afina.dataset.personal.PersonalKind;
import java.nio.file.Path;
import java.util.List;

/// Why a project cannot do what it is asked for.
public sealed interface ProjectProblem extends Fact {

  /// No folder, or one with neither settings nor examples.
  record NotAProject(Path folder) implements ProjectProblem {}

  record NoExamples(Path folder) implements ProjectProblem {}

  /// Both `examples.csv` and `examples.jsonl`: which one counts?
  record TwoSources(String one, String other) implements ProjectProblem {}

  record BrokenSettings(String file, int line, String reason) implements ProjectProblem {}

  /// A training on preferences, and no answer that replaces another.
  record NoPairs(int conversations) implements ProjectProblem {}

  /// A training on preferences, and answers that are intents.
  record PairsNeedChat() implements ProjectProblem {}

  /// A setting in a file that there is not.
  ///
  /// @param nearest the known name most like it
  record UnknownSetting(String file, int line, String name, String nearest)
      implements ProjectProblem {}

  /// A setting on the command line that there is not.
  record UnknownOption(String name, String nearest) implements ProjectProblem {}

  /// A setting in `.env` or the environment that there is not.
  record UnknownVariable(String name, String nearest) implements ProjectProblem {}

  /// A list where one value belongs.
  record NotOneValue(String file, int line, String name) implements ProjectProblem {}

  record NotANumber(String name, String value, Origin origin) implements ProjectProblem {}

  record NotADay(String name, String value, Origin origin) implements ProjectProblem {}

  record NotOneOf(String name, String value, Origin origin, List<String> allowed)
      implements ProjectProblem {}

  record AlreadyRunning(Path folder) implements ProjectProblem {}

  /// A step that lacks what an earlier one makes.
  record StepNeeds(StepName step, String file, StepName madeBy) implements ProjectProblem {}

  record FromAfterTo(StepName from, StepName to) implements ProjectProblem {}

  /// The weights are not those that were trained.
  record WeightsDiffer(String model, String expected, String found) implements ProjectProblem {}

  record WeightsMissing(String model) implements ProjectProblem {}

  /// The base is not the one the data were prepared for.
  record BaseDiffers(String name, String expected, String found) implements ProjectProblem {}

  record NothingTrained(Path folder) implements ProjectProblem {}

  /// Something that makes no sense without intents.
  record OnlyForIntents(String command) implements ProjectProblem {}

  record UnknownLabel(String label, List<String> labels) implements ProjectProblem {}

  record EmptySentence() implements ProjectProblem {}

  /// All weights were trained, so that there is no adapter to hand out.
  record NoAdapter(String model) implements ProjectProblem {}

  record FolderNotEmpty(Path folder) implements ProjectProblem {}

  /// The current result has no test results of its own.
  record NotTested(Path folder) implements ProjectProblem {}

  /// A case, a mark or an answer that a judge elsewhere would be shown.
  ///
  /// @param number of the case, the mark or the answer in its file, from 1
  record PersonalToJudge(Path file, int number, String server, List<PersonalKind> kinds)
      implements ProjectProblem {
    public PersonalToJudge {
      kinds = List.copyOf(kinds);
    }
  }
}
