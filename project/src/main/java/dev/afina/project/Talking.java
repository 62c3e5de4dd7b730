package dev.afina.project;

import static dev.afina.evaluation.statistics.Rounding.six;
import static dev.afina.project.Questioning.asked;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.evaluation.RequiredFacts;
import dev.afina.evaluation.comparing.AnswerSheet;
import dev.afina.evaluation.comparing.Item;
import dev.afina.evaluation.comparing.TestCase;
import dev.afina.evaluation.grading.Grader;
import dev.afina.evaluation.grading.Mark;
import dev.afina.evaluation.grading.Said;
import dev.afina.model.ChatModel.Reply;
import dev.afina.model.ScoringModel.Likelihood;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Questions are answered in words, by rules and perhaps by a judge.
///
/// @param referee who judges what no rule can grade
/// @param file where the answers are stored
record Talking(
    Entrants.Entrant entrant, Answerer answerer, Optional<Referee> referee, Path file, Meter meter)
    implements Questioning {

  /// Whether a judge's marks decide, where there is a judge.
  static boolean isJudged(Optional<Referee> referee) {
    return referee.map(Referee::isTrusted).orElse(true);
  }

  @Override
  public List<Item> of(List<TestCase> batch, int from) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) items.add(item(batch.get(i), from + i + 1));
    return items;
  }

  private Item item(TestCase one, int number) {
    Said said = said(one);
    Map<String, Double> marks = new TreeMap<>(Map.of(AnswerSheet.SECONDS, six(said.seconds())));
    List<String> failed = new ArrayList<>();
    RequiredFacts.missing(said.text(), one.demands().facts())
        .forEach(fact -> failed.add("contains: " + fact));
    for (Grader grader : graders(one)) {
      Optional<Mark> mark = mark(grader, one, number, said);
      mark.ifPresent(made -> marks.put(made.grader(), made.value()));
      boolean counts = isJudged(referee) || !needsJudge(grader);
      if (counts && mark.isPresent() && !mark.get().passed()) failed.add(grader.notation());
    }
    referee.ifPresent(judge -> marks.putAll(judge.spent()));
    return Graded.item(asked(one, number), said.text(), marks, failed);
  }

  private Said said(TestCase one) {
    List<Message> question = asked(entrant, one.question());
    Instant start = meter.now();
    Reply reply = answerer.reply(question);
    double seconds = meter.seconds(start);
    Optional<Likelihood> reference =
        one.reference().isEmpty()
            ? Optional.empty()
            : Optional.of(answerer.likelihood(answered(question, one.reference())));
    return new Said(reply.text(), reply.tokens(), seconds, Optional.empty(), reference);
  }

  private Optional<Mark> mark(Grader grader, TestCase one, int number, Said said) {
    if (!needsJudge(grader)) return grader.grade(one.asked(), said, Optional.empty());
    referee.ifPresent(judge -> judge.border().answer(file, number, said.text()));
    return grader.grade(one.asked(), said, referee.map(Referee::judge));
  }

  private static boolean needsJudge(Grader grader) {
    return grader instanceof Grader.Criterion;
  }

  private static List<Grader> graders(TestCase one) {
    List<Grader> all = new ArrayList<>(one.demands().graders());
    for (String text : one.demands().mustNot()) all.add(new Grader.Contains(text, false));
    return all;
  }

  private static Conversation answered(List<Message> question, String answer) {
    List<Message> all = new ArrayList<>(question);
    all.add(Message.assistant(answer));
    return new Conversation(all);
  }
}
