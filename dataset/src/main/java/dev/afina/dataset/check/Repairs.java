package dev.afina.dataset.check;

import dev.afina.core.Conversation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The repairs of a file, line by line.
public final class Repairs {
  private final Map<Integer, List<Finding>> wanted = new HashMap<>();

  /// @param chosen which findings are to be mended; what cannot be mended does not matter
  public Repairs(List<Finding> findings, Predicate<Finding> chosen) {
    for (Finding finding : findings)
      if (finding.repair().isPresent() && chosen.test(finding))
        wanted.computeIfAbsent(finding.line(), _ -> new ArrayList<>()).add(finding);
  }

  /// What is changed without being asked: everything but personal data, which somebody may need,
  /// and questions that are almost the same, which may be meant.
  public static boolean isUsual(Finding finding) {
    return !(finding.problem() instanceof QualityProblem.PersonalFound)
        && !(finding.problem() instanceof QualityProblem.AlmostRepeated);
  }

  /// How many lines are changed.
  public int lines() {
    return wanted.size();
  }

  /// The findings that are mended on a line.
  public List<Finding> on(int line) {
    return wanted.getOrDefault(line, List.of());
  }

  /// The conversation of a line as it should be; nothing if it is left out.
  public Optional<Conversation> of(int line, Conversation conversation) {
    Conversation better = conversation;
    for (Finding finding : on(line)) {
      switch (finding.repair().orElseThrow()) {
        case Finding.Repair.Rewrite rewrite -> better = rewrite.mend().apply(better);
        case Finding.Repair.Omit _ -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(better);
  }
}
