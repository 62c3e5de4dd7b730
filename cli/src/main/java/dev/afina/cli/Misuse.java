package dev.afina.cli;

import dev.afina.core.Fact;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What the parser of the command line complains about, as a fact; the parser itself speaks only
/// English.
final class Misuse {
  private Misuse() {}

  static Fact fact(ParameterException wrong) {
    return switch (wrong) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      case MissingParameterException missing ->
          new CliProblem.Incomplete(
              missing.getMissing().stream().map(Misuse::name).collect(Collectors.joining(" ")));
      case OverwrittenOptionException twice ->
          new CliProblem.Repeated(name(twice.getOverwritten()));
      default -> value(wrong);
    };
  }

  private static Fact unmatched(UnmatchedArgumentException unmatched) {
    String first = unmatched.getUnmatched().getFirst();
    List<String> near = unmatched.getSuggestions();
    if (unmatched.isUnknownOption()) {
      return near.isEmpty()
          ? new CliProblem.UnknownOption(first)
          : new CliProblem.MistypedOption(first, near);
    }
    if (unmatched.getCommandLine().getParent() != null) return new CliProblem.TooMany(first);
    return near.isEmpty()
        ? new CliProblem.UnknownCommand(first)
        : new CliProblem.MistypedCommand(first, near);
  }

  private static Fact value(ParameterException wrong) {
    ArgSpec argument = wrong.getArgSpec();
    String value = wrong.getValue();
    if (argument == null || value == null) {
      return new CliProblem.NotUnderstood(Objects.requireNonNullElse(wrong.getMessage(), ""));
    }
    List<String> choices = Choices.of(argument.type());
    return choices.isEmpty()
        ? new CliProblem.WrongValue(name(argument), value)
        : new CliProblem.NoSuchChoice(name(argument), value, choices);
  }

  /// `--from`, or the label of a word without a name.
  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
