package dev.afina.evaluation.comparing;

import dev.afina.evaluation.CaseKind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A case, what one contestant answered, and how that was graded. Everything a report says is
/// computed from these.
///
/// @param number of the case in its file, from 1
/// @param group of the case; a number of its own where it stands alone
/// @param marks what each grader measured
/// @param failed the graders that were not passed
public record Item(
    int number,
    String group,
    CaseKind kind,
    List<String> tags,
    String question,
    String answer,
    boolean passed,
    SortedMap<String, Double> marks,
    List<String> failed) {

  public Item {
    tags = List.copyOf(tags);
    marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    failed = List.copyOf(failed);
  }

  /// The same answer, graded otherwise; it passes if nothing failed.
  public Item graded(Map<String, Double> marks, List<String> failed) {
    return new Item(
        number,
        group,
        kind,
        tags,
        question,
        answer,
        failed.isEmpty(),
        new TreeMap<>(marks),
        failed);
  }
}
