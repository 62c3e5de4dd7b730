package dev.afina.project;

import dev.afina.core.Fact;
import dev.afina.core.Refused;
import dev.afina.dataset.check.CheckPlan;
import dev.afina.dataset.personal.PersonalData.Found;
import dev.afina.dataset.personal.PersonalKind;
import dev.afina.evaluation.comparing.TestCase;
import dev.afina.evaluation.grading.HumanMark;
import dev.afina.hosted.Address;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Keeps personal data from a judge that is not on this machine.
///
/// @param server where the texts would go
/// @param open whether somebody said that they may, or they go nowhere
record Border(String server, boolean open) {
  static final Border NONE = new Border("", true);

  static Border of(Address address, boolean withPersonal) {
    return new Border(address.server().toString(), withPersonal || address.isHere());
  }

  /// @throws Refused naming every case that would take personal data out
  void cases(Path file, List<TestCase> cases) {
    check(file, cases.stream().map(one -> one.asked().known()).toList());
  }

  /// @throws Refused naming every mark that would
  void marks(Path file, List<HumanMark> marks) {
    check(file, marks.stream().map(one -> one.question() + "\n" + one.answer()).toList());
  }

  /// @throws Refused if a model's answer would
  void answer(Path file, int number, String answer) {
    List<Fact> problems = new ArrayList<>();
    check(file, number, answer, problems);
    if (!problems.isEmpty()) throw new Refused(problems);
  }

  private void check(Path file, List<String> texts) {
    List<Fact> problems = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) check(file, i + 1, texts.get(i), problems);
    if (!problems.isEmpty()) throw new Refused(problems);
  }

  private void check(Path file, int number, String text, List<Fact> problems) {
    if (open) return;
    List<PersonalKind> kinds =
        CheckPlan.PERSONAL.in(text).stream().map(Found::kind).distinct().sorted().toList();
    if (!kinds.isEmpty())
      problems.add(new ProjectProblem.PersonalToJudge(file, number, server, kinds));
  }
}
