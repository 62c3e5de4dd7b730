package dev.afina.cli;

import dev.afina.core.Json;
import dev.afina.evaluation.Advice;
import dev.afina.evaluation.ChatAnalysis;
import dev.afina.evaluation.ChatResults;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.IntentAnalysis;
import dev.afina.evaluation.IntentResults;
import dev.afina.evaluation.Score;
import dev.afina.evaluation.Verdict;
import dev.afina.project.Kind;
import dev.afina.project.ProjectFiles;
import dev.afina.report.Chance;
import dev.afina.report.ContestantName;
import java.util.Arrays;
import java.util.List;

/// What a test and its analysis found, on a screen: the contestants, what may be said about them,
/// and what to do next.
final class ResultScreen {
  private static final int ADVICE = 3;
  private static final String INDENT = "   ";

  private final Call call;
  private final Kind kind;

  ResultScreen(Call call, Kind kind) {
    this.call = call;
    this.kind = kind;
  }

  void test(ProjectFiles files) {
    switch (kind) {
      case INTENTS -> intents(Json.read(files.testResults(), IntentResults.class));
      case CHAT -> chat(Json.read(files.testResults(), ChatResults.class));
    }
  }

  void analysis(ProjectFiles files) {
    List<Advice> advice =
        switch (kind) {
          case INTENTS -> Json.read(files.analysis(), IntentAnalysis.class).advice();
          case CHAT -> Json.read(files.analysis(), ChatAnalysis.class).advice();
        };
    int shown = call.verbose() ? advice.size() : Math.min(ADVICE, advice.size());
    for (int i = 0; i < shown; i++) {
      call.screen.paragraph(INDENT + (i + 1) + ". ", call.texts.say(advice.get(i)));
    }
  }

  private void intents(IntentResults results) {
    picture(
        title(results),
        Contestant.IN_EVERY_TEST.stream().map(who -> row(who, results.of(who).telling())).toList());
    say(results.telling().untrained(), results.telling().linear());
  }

  private String title(IntentResults results) {
    if (results.basis().onValidation()) return call.word("screen.rightOnValidation");
    return results.hasNew() ? call.word("screen.rightOnNew") : call.word("screen.rightOnAll");
  }

  private void chat(ChatResults results) {
    if (results.canBeGraded()) {
      picture(
          call.word("screen.factsOnNew"),
          List.of(
              row(Contestant.MODEL, results.model().fresh()),
              row(Contestant.UNTRAINED, results.untrained().fresh())));
      say(results.surprise(), results.comparison().fresh());
    } else {
      call.screen.line();
      say(results.surprise());
    }
  }

  private Picture.Contestant row(Contestant who, Score score) {
    // The most frequent intent is a mark to pass, not something that was measured.
    boolean mark = who == Contestant.MAJORITY;
    return new Picture.Contestant(
        ContestantName.of(who, call.texts),
        score.accuracy(),
        mark ? score.accuracy() : score.low(),
        mark ? score.accuracy() : score.high());
  }

  /// What may be said of a difference, and how sure it is: its interval in points, its probability.
  static void duel(Verdict verdict, double low, double high, double p, Call call) {
    String sure =
        call.word(
            "screen.duel",
            "low",
            call.texts.number(low, 1),
            "high",
            call.texts.number(high, 1),
            "p",
            Chance.of(p, call.texts));
    call.screen.paragraph(INDENT, call.texts.say(verdict) + " " + sure);
  }

  private void picture(String title, List<Picture.Contestant> rows) {
    int names = rows.stream().mapToInt(row -> Screen.length(row.name())).max().orElse(0);
    call.screen.line();
    call.screen.paragraph(INDENT + " ".repeat(names + 2), title);
    Picture.draw(rows, INDENT, call);
    call.screen.line();
  }

  private void say(Verdict... verdicts) {
    List<String> sentences = Arrays.stream(verdicts).map(call.texts::say).toList();
    call.screen.paragraph(INDENT, String.join(" ", sentences));
    call.screen.line();
  }
}
