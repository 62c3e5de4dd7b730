package dev.afina.cli;

import dev.afina.core.Fact;
import java.nio.file.Path;
import java.util.List;

/// What can be wrong with a command.
sealed interface CliProblem extends Fact {

  record UnknownCommand(String name) implements CliProblem {}

  /// Unknown, but like others.
  record MistypedCommand(String name, List<String> near) implements CliProblem {}

  record UnknownOption(String name) implements CliProblem {}

  record MistypedOption(String name, List<String> near) implements CliProblem {}

  /// More words than the command takes.
  record TooMany(String name) implements CliProblem {}

  /// Words the command needs and did not get.
  record Incomplete(String names) implements CliProblem {}

  record WrongValue(String option, String value) implements CliProblem {}

  /// One of a closed set, and `value` is none of it.
  record NoSuchChoice(String option, String value, List<String> choices) implements CliProblem {}

  record OutOfRange(String option, double value, double low, double high) implements CliProblem {}

  /// Given twice.
  record Repeated(String option) implements CliProblem {}

  /// What remains: the parser's own words.
  record NotUnderstood(String words) implements CliProblem {}

  /// `classify` wants texts, or a file and a place for the answers.
  record NothingToClassify() implements CliProblem {}

  /// `chat` wants a project's folder or a base, one of them.
  record FolderOrBase() implements CliProblem {}

  /// `--in` and `--out` need each other.
  record InAndOut(String given, String missing) implements CliProblem {}

  /// People's marks measure a judge, and `evaluate` was given none.
  record MarksWithoutJudge() implements CliProblem {}

  /// Nobody can be asked, and nobody said yes beforehand.
  record NeedsYes() implements CliProblem {}

  /// A test file is there already, perhaps edited by hand.
  record TestsThere(Path file) implements CliProblem {}

  /// A day and groups, or not two groups.
  record WrongSides() implements CliProblem {}

  /// Our fault; the details are in a file.
  record Broken(String id, Path log) implements CliProblem {}
}
