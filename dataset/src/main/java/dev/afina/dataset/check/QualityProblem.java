package dev.afina.dataset.check;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Fact;
import dev.afina.dataset.Severity;
import dev.afina.dataset.measure.AnswerStyle;
import dev.afina.dataset.personal.PersonalKind;
import java.util.List;

/// What is wrong with conversations that can be read. `line` counts from 1; 0 means all of them
/// together. `message` is the place in a conversation, from 1.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "problem")
public sealed interface QualityProblem extends Fact {

  String file();

  int line();

  /// An error stops a training or would be refused by a provider; a warning is worth a look.
  default Severity severity() {
    return switch (this) {
      case EmptyAnswer _,
          NothingLearned _,
          ForbiddenToken _,
          TooLong _,
          UnknownKey _,
          WrongType _,
          WrongWeight _,
          WrongName _,
          UnansweredCall _,
          NoAnswerLast _,
          TooFewExamples _,
          FileTooLarge _,
          WrongPair _,
          ImageRefused _,
          NoConsent _,
          TwoLabels _,
          PersonalFound _,
          PersonalLeaves _,
          SameInBoth _,
          AlmostInBoth _,
          GroupInBoth _ ->
          Severity.ERROR;
      case EmptyMessage _,
          CutAnswer _,
          RoleOrder _,
          Repeated _,
          AlmostRepeated _,
          AlmostTwoLabels _,
          TwoAnswers _,
          OtherLanguage _,
          MixedRegister _,
          MissingContext _,
          OutlyingAnswer _,
          LabelDoubted _,
          RareCase _,
          Unbalanced _,
          TreatedUnlike _,
          FewExamples _,
          FewDistinct _,
          ShortAnswers _,
          TonesMixed _,
          AnswerInBoth _ ->
          Severity.WARNING;
    };
  }

  // One conversation

  /// An answer to learn that says nothing.
  record EmptyAnswer(String file, int line, int message) implements QualityProblem {}

  record EmptyMessage(String file, int line, int message) implements QualityProblem {}

  /// Nothing in it is learned: no answer, or all have weight 0.
  record NothingLearned(String file, int line) implements QualityProblem {}

  /// The conversation does not end with an answer.
  record NoAnswerLast(String file, int line) implements QualityProblem {}

  /// An answer that breaks off.
  ///
  /// @param end its last words
  record CutAnswer(String file, int line, int message, String end) implements QualityProblem {}

  /// Who speaks when nobody expects it.
  record RoleOrder(String file, int line, int message, Turn turn) implements QualityProblem {}

  /// What is odd about a turn.
  enum Turn {
    SYSTEM_LATE,
    ASSISTANT_FIRST,
    USER_TWICE,
    ASSISTANT_TWICE
  }

  /// A mark that tells a model where a turn begins or ends, written as text.
  record ForbiddenToken(String file, int line, int message, String token)
      implements QualityProblem {}

  record TooLong(String file, int line, int tokens, int limit) implements QualityProblem {}

  /// @param found two-letter code
  record OtherLanguage(String file, int line, String found, String expected)
      implements QualityProblem {}

  /// «tú» and «usted» in one answer.
  record MixedRegister(String file, int line, int message) implements QualityProblem {}

  /// It speaks of something said before, and nothing was.
  ///
  /// @param words the words that do
  record MissingContext(String file, int line, String words) implements QualityProblem {}

  /// @param kinds what was found, each once
  record PersonalFound(String file, int line, List<PersonalKind> kinds, int places)
      implements QualityProblem {}

  /// A file with personal data is about to leave this machine.
  ///
  /// @param line the first with some, `conversations` how many have some
  record PersonalLeaves(String file, int line, int conversations, List<PersonalKind> kinds)
      implements QualityProblem {}

  record NoConsent(String file, int line) implements QualityProblem {}

  // What providers refuse in the file as it is written

  record UnknownKey(String file, int line, String key, String place) implements QualityProblem {}

  /// @param expected of which JSON type it should be
  record WrongType(String file, int line, String key, String expected) implements QualityProblem {}

  record WrongWeight(String file, int line, int message, String weight) implements QualityProblem {}

  record WrongName(String file, int line, int message, String name) implements QualityProblem {}

  /// A call of a tool that nobody answers, or an answer to none.
  record UnansweredCall(String file, int line, String id) implements QualityProblem {}

  /// A pair must have exactly one assistant's message on each side.
  record WrongPair(String file, int line, String key) implements QualityProblem {}

  record ImageRefused(String file, int line, ImageFault fault) implements QualityProblem {}

  /// What providers do not take of pictures.
  enum ImageFault {
    TOO_MANY,
    TOO_LARGE,
    WRONG_FORMAT,
    IN_ANSWER,
    IN_PAIR
  }

  record TooFewExamples(String file, int line, int found, int minimum) implements QualityProblem {
    public TooFewExamples(String file, int found, int minimum) {
      this(file, 0, found, minimum);
    }
  }

  record FileTooLarge(String file, int line, long bytes, long limit) implements QualityProblem {
    public FileTooLarge(String file, long bytes, long limit) {
      this(file, 0, bytes, limit);
    }
  }

  // Several conversations

  record Repeated(String file, int line, int otherLine) implements QualityProblem {}

  record AlmostRepeated(String file, int line, int otherLine, double similarity)
      implements QualityProblem {}

  /// Almost the same text with another label: the two could be confused.
  record AlmostTwoLabels(String file, int line, String label, int otherLine, String otherLabel)
      implements QualityProblem {}

  /// The same question with another answer.
  record TwoAnswers(String file, int line, int otherLine) implements QualityProblem {}

  /// The same text with another label.
  record TwoLabels(String file, int line, String label, int otherLine, String otherLabel)
      implements QualityProblem {}

  /// A label that the other examples speak against.
  ///
  /// @param believed the probability of the label it has
  record LabelDoubted(String file, int line, String label, String likelier, double believed)
      implements QualityProblem {}

  /// An answer unlike the others.
  ///
  /// @param value of the answer, `usual` the median of all
  record OutlyingAnswer(String file, int line, AnswerStyle style, double value, double usual)
      implements QualityProblem {}

  /// A label or a tag with too few examples to learn it from.
  record RareCase(String file, int line, String label, int found, int minimum)
      implements QualityProblem {}

  record Unbalanced(
      String file, int line, String largest, int most, String smallest, int fewest, double ratio)
      implements QualityProblem {}

  /// Two groups of customers that are treated or rated differently, beyond chance.
  ///
  /// @param what is different
  /// @param p how often chance alone would make them so different, corrected for all comparisons
  record TreatedUnlike(
      String file, int line, Treatment what, String group, double usual, double others, double p)
      implements QualityProblem {}

  /// In what groups are compared.
  enum Treatment {
    STARS,
    ANSWER_LENGTH
  }

  record FewExamples(String file, int line, int found, int minimum) implements QualityProblem {}

  record FewDistinct(String file, int line, double share, double minimum)
      implements QualityProblem {}

  record ShortAnswers(String file, int line, double mean, double minimum)
      implements QualityProblem {}

  record TonesMixed(String file, int line, int tu, int usted, double share, double minimum)
      implements QualityProblem {}

  // Two files that must share nothing

  record GroupInBoth(String file, int line, String group, String otherFile, int otherLine)
      implements QualityProblem {}

  record SameInBoth(String file, int line, String otherFile, int otherLine)
      implements QualityProblem {}

  record AlmostInBoth(String file, int line, String otherFile, int otherLine, double similarity)
      implements QualityProblem {}

  /// A long answer that stands in both.
  record AnswerInBoth(String file, int line, String otherFile, int otherLine)
      implements QualityProblem {}
}
