package dev.afina.dataset;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Feedback;
import dev.afina.core.Message;
import dev.afina.core.Pair;
import dev.afina.core.Rating;
import dev.afina.core.Role;
import dev.afina.core.Tools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds a five-star and a one-star answer to the same question (case, accents and punctuation do
/// not count) and makes a pair of them. It looks at first questions and remembers [#QUESTIONS] of
/// them at most.
public final class LikeQuestions {

  /// About a kilobyte each.
  public static final int QUESTIONS = 50_000;

  private final Map<String, Answers> byQuestion = new LinkedHashMap<>();

  private static final class Answers {
    @Nullable Conversation best;
    @Nullable String worst;
  }

  public void add(Conversation conversation) {
    List<Message> messages = conversation.messages();
    int first = messages.getFirst().role() == Role.SYSTEM ? 1 : 0;
    if (messages.size() < first + 2) return;
    Message question = messages.get(first);
    Message answer = messages.get(first + 1);
    if (question.role() != Role.USER || answer.role() != Role.ASSISTANT) return;
    int stars = stars(conversation, answer);
    if (stars != 5 && stars != 1) return;
    String key = Normal.of(question.content());
    Answers answers = byQuestion.get(key);
    if (answers == null) {
      if (byQuestion.size() >= QUESTIONS) return;
      answers = new Answers();
      byQuestion.put(key, answers);
    }
    boolean good = stars == 5;
    if (good && answers.best == null)
      answers.best =
          new Conversation(
              messages.subList(0, first + 2).stream()
                  .map(message -> message.withFeedback(Feedback.NONE))
                  .toList(),
              Tools.NONE,
              List.of(),
              About.NOTHING.withId(conversation.about().id()));
    if (!good && answers.worst == null) answers.worst = answer.content();
  }

  /// 5 or 1 if all raters agree; the marks of a corrected answer are of another text.
  private static int stars(Conversation conversation, Message answer) {
    if (answer.feedback().rejected() != null) return 0;
    List<Rating> marks = answer.feedback().ratings();
    boolean only = conversation.messages().stream().filter(Message::isLearned).count() == 1;
    if (marks.isEmpty() && only) marks = conversation.ratings();
    List<Integer> different = marks.stream().map(Rating::stars).distinct().toList();
    return different.size() == 1 ? different.getFirst() : 0;
  }

  public List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (Answers answers : byQuestion.values()) {
      if (answers.best == null || answers.worst == null) continue;
      Message preferred = answers.best.messages().getLast();
      if (preferred.content().equals(answers.worst)) continue;
      pairs.add(
          new Pair(
              answers.best.withMessages(answers.best.question()),
              preferred,
              Message.assistant(answers.worst)));
    }
    return pairs;
  }
}
