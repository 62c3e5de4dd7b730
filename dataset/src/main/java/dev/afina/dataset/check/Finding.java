package dev.afina.dataset.check;

import dev.afina.core.Conversation;
import dev.afina.core.Fact;
import dev.afina.core.Refused;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One thing that is wrong, where it is, and what would mend it.
///
/// @param line from 1; 0 for the file as a whole
/// @param code what a hosted provider itself would answer (`invalid_file_format`), if it would
/// @param repair what may safely be done about it
public record Finding(
    String file,
    int line,
    Severity severity,
    Fact problem,
    Optional<String> code,
    Optional<Repair> repair) {

  public static Finding of(QualityProblem problem) {
    return new Finding(
        problem.file(),
        problem.line(),
        problem.severity(),
        problem,
        Optional.empty(),
        Optional.empty());
  }

  /// What reading or counting found, which says itself where it is.
  public static Finding of(DatasetProblem problem) {
    return of("", 0, problem);
  }

  /// What the reading of a line found. What the providers cannot read either they refuse.
  public static Finding of(String file, int line, DatasetProblem problem) {
    boolean refused =
        problem instanceof DatasetProblem.BrokenJson
            || problem instanceof DatasetProblem.MissingField
            || problem instanceof DatasetProblem.UnknownRole
            || problem instanceof DatasetProblem.NotWeight;
    return new Finding(
        file,
        line,
        problem.severity(),
        problem,
        refused ? Optional.of(ProviderRules.FORMAT) : Optional.empty(),
        Optional.empty());
  }

  /// The same, less or more grave.
  public Finding severity(Severity severity) {
    return new Finding(file, line, severity, problem, code, repair);
  }

  public Finding code(String code) {
    return new Finding(file, line, severity, problem, Optional.of(code), repair);
  }

  private Finding repair(Repair repair) {
    return new Finding(file, line, severity, problem, code, Optional.of(repair));
  }

  /// @throws Refused with every error; warnings pass
  public static void refuseErrors(List<Finding> findings) {
    List<Fact> errors =
        findings.stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .map(Finding::problem)
            .toList();
    if (!errors.isEmpty()) throw new Refused(errors);
  }

  /// The name of the rule, for programs: `empty_answer`.
  public String rule() {
    return rule(problem.getClass());
  }

  /// The name of the rule that a problem of this kind breaks.
  public static String rule(Class<? extends Fact> problem) {
    return RULES.get(problem);
  }

  private static final ClassValue<String> RULES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> problem) {
          String name = problem.getSimpleName();
          return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        }
      };

  /// What may safely be done: the conversation written anew, or left out.
  public sealed interface Repair {

    /// @param mend makes it better, whatever else was mended before
    record Rewrite(Conversation before, UnaryOperator<Conversation> mend) implements Repair {
      public Conversation better() {
        return mend.apply(before);
      }
    }

    record Omit() implements Repair {}
  }

  public Finding rewrite(Conversation before, UnaryOperator<Conversation> mend) {
    return repair(new Repair.Rewrite(before, mend));
  }

  public Finding omit() {
    return repair(new Repair.Omit());
  }
}
