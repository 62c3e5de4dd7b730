package dev.afina.dataset.check;

import dev.afina.core.Conversation;
import dev.afina.dataset.Located;
import dev.afina.dataset.Normal;
import dev.afina.dataset.alike.NearDuplicates;
import dev.afina.dataset.split.Grouping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What two files have in common that should have nothing in common, because one judges what the
/// other taught: groups, conversations, questions that are almost the same, and long answers.
/// Answers repeat in any service, so a known answer is told and no error.
public final class Leakage {
  private Leakage() {}

  /// Shorter answers say nothing about where they come from.
  private static final int LONG_ANSWER = 13;

  public static List<Finding> between(
      List<Located<Conversation>> one, List<Located<Conversation>> other) {
    List<Finding> findings = new ArrayList<>();
    Map<String, Located<Conversation>> groups = new HashMap<>();
    Map<String, Located<Conversation>> answers = new HashMap<>();
    List<String> asked = new ArrayList<>();
    for (Located<Conversation> known : other) {
      String group = known.value().about().group();
      if (group != null) groups.putIfAbsent(group, known);
      asked.add(Grouping.asked(known.value()));
      if (isLong(known.value().answer()))
        answers.putIfAbsent(Normal.of(known.value().answer()), known);
    }
    for (Located<Conversation> mine : one) {
      asked.add(Grouping.asked(mine.value()));
      String group = mine.value().about().group();
      Located<Conversation> same = group == null ? null : groups.get(group);
      if (group != null && same != null)
        tell(
            findings,
            new QualityProblem.GroupInBoth(
                mine.file(), mine.line(), group, same.file(), same.line()));
    }
    Set<Integer> told = questions(one, other, asked, findings);
    for (int i = 0; i < one.size(); i++) {
      Located<Conversation> mine = one.get(i);
      String answer = mine.value().answer();
      if (told.contains(i) || !isLong(answer)) continue;
      Located<Conversation> known = answers.get(Normal.of(answer));
      if (known != null)
        tell(
            findings,
            new QualityProblem.AnswerInBoth(mine.file(), mine.line(), known.file(), known.line()));
    }
    return findings;
  }

  /// The places in `one` of which something was said.
  private static Set<Integer> questions(
      List<Located<Conversation>> one,
      List<Located<Conversation>> other,
      List<String> asked,
      List<Finding> findings) {
    Set<Integer> told = new HashSet<>();
    for (NearDuplicates.Pair pair : NearDuplicates.pairs(asked, NearDuplicates.SAME)) {
      int place = pair.second() - other.size();
      // Pairs within one file are no leak.
      if (pair.first() >= other.size() || place < 0 || !told.add(place)) continue;
      Located<Conversation> mine = one.get(place);
      Located<Conversation> known = other.get(pair.first());
      boolean equal = asked.get(pair.first()).equals(asked.get(pair.second()));
      tell(
          findings,
          equal
              ? new QualityProblem.SameInBoth(mine.file(), mine.line(), known.file(), known.line())
              : new QualityProblem.AlmostInBoth(
                  mine.file(), mine.line(), known.file(), known.line(), pair.similarity()));
    }
    return told;
  }

  private static boolean isLong(String answer) {
    return answer.strip().split("\\s+").length >= LONG_ANSWER;
  }

  private static void tell(List<Finding> findings, QualityProblem problem) {
    findings.add(Finding.of(problem));
  }
}
