package dev.afina.dataset;

import dev.afina.core.Refused;
import java.util.List;

/// What a file gave: all that could be read, and everything that is wrong with it.
public record Listing<T>(List<Located<T>> items, List<DatasetProblem> findings) {

  public Listing {
    items = List.copyOf(items);
    findings = List.copyOf(findings);
  }

  public List<T> values() {
    return items.stream().map(Located::value).toList();
  }

  /// @throws Refused with every error among `findings`; warnings pass
  public static void refuseErrors(List<DatasetProblem> findings) {
    List<DatasetProblem> errors =
        findings.stream().filter(finding -> finding.severity() == Severity.ERROR).toList();
    if (!errors.isEmpty()) throw new Refused(errors);
  }
}
