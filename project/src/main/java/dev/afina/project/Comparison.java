package dev.afina.project;

import dev.afina.core.Json;
import dev.afina.core.SafeFile;
import dev.afina.dataset.cost.MachineHour;
import dev.afina.dataset.cost.PriceFile;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.comparing.AnswerSheet;
import dev.afina.evaluation.comparing.CaseFile;
import dev.afina.evaluation.comparing.Scorecard;
import dev.afina.evaluation.comparing.Scoring;
import dev.afina.evaluation.comparing.TestCase;
import dev.afina.evaluation.grading.HumanMark;
import dev.afina.model.ModelEvent;
import dev.afina.report.ScorecardPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A comparison of the current result on a file of cases, from the file to the scorecard's page.
record Comparison(ProjectFiles files, ProjectSettings settings, World world, Result result) {

  /// @param prices what answers cost
  /// @param judging who judges what no rule can grade, if anybody
  /// @param progress who answers, and how many cases are done
  Scorecard run(
      Path tests,
      PriceFile prices,
      Optional<Judging> judging,
      Consumer<ModelEvent> events,
      BiConsumer<Contestant, Integer> progress) {
    List<TestCase> cases = CaseFile.read(tests, result.training().plan().labels());
    int heldOut = cases.size() - CaseFile.own(cases).size();
    List<HumanMark> marks = judging.flatMap(Judging::marks).map(HumanMark::read).orElse(List.of());
    Optional<Referee> referee =
        judging.map(one -> one.referee(files, settings, world, prices, events));
    try (ProjectLock _ = ProjectLock.take(files)) {
      if (!marks.isEmpty())
        referee
            .orElseThrow()
            .measure(marks, judging.flatMap(Judging::marks).orElseThrow(), files.humanMarks());
      Optional<MachineHour> hour = Optional.ofNullable(prices.machineHour());
      Contest contest = new Contest(files, settings, world, result, referee, hour);
      Scorecard card = contest.run(cases, tests, progress);
      Json.write(files.scorecard(), new Evaluated(result.training().planDigest(), heldOut, card));
      SafeFile.write(
          files.scorecardPage(),
          ScorecardPage.html(settings.name(), card, sheets(card), world.language()));
      return card;
    } finally {
      referee.ifPresent(Referee::close);
    }
  }

  /// Everybody's answers behind a comparison.
  private List<AnswerSheet> sheets(Scorecard card) {
    return card.entries().stream()
        .map(one ->
            AnswerSheet.of(
                new Scoring.Answers(one.who(), one.name(), files.answers(one.who(), one.name()))))
        .toList();
  }
}
