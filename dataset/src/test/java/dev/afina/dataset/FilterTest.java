package dev.afina.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Feedback;
import dev.afina.core.Message;
import dev.afina.core.Pair;
import dev.afina.core.Rating;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FilterTest {

  @Test
  void fourAndFiveStarsAndUnratedStayAndEachIsCounted() {
    List<Conversation> all = new ArrayList<>();
    for (int stars = 1; stars <= 5; stars++)
      for (int i = 0; i < stars; i++) all.add(talk("a").withRatings(List.of(Rating.of(stars))));
    for (int i = 0; i < 7; i++) all.add(talk("a"));

    Forecast forecast = forecast(Filter.USUAL, all, 0);

    assertThat(forecast.before()).isEqualTo(22);
    assertThat(forecast.remaining()).isEqualTo(16);
    assertThat(forecast.kept()).containsExactly(7, 0, 0, 0, 4, 5);
    assertThat(forecast.gone()).containsExactly(0, 1, 2, 3, 0, 0);
    assertThat(DatasetNews.of(forecast))
        .containsExactly(
            new DatasetNews.Remains(22, 16, 6),
            new DatasetNews.Stay(5, 5),
            new DatasetNews.Stay(4, 4),
            new DatasetNews.StayUnrated(7),
            new DatasetNews.Go(3, 3),
            new DatasetNews.Go(2, 2),
            new DatasetNews.Go(1, 1));
  }

  @Test
  void theFilterCanBeStricterLooserOrOff() {
    Conversation three = talk("a").withRatings(List.of(Rating.of(3)));
    Conversation unrated = talk("a");

    assertThat(stays(new Filter(true, 3, false, Filter.Scope.CONVERSATIONS, always()), three))
        .isTrue();
    assertThat(stays(new Filter(true, 3, false, Filter.Scope.CONVERSATIONS, always()), unrated))
        .isFalse();
    assertThat(stays(new Filter(false, 4, false, Filter.Scope.CONVERSATIONS, always()), three))
        .isTrue();
  }

  @Test
  void ofSeveralRatersTheMeanCounts() {
    assertThat(
            stays(
                Filter.USUAL,
                talk("a").withRatings(List.of(Rating.by("ana", 5), Rating.by("luis", 3)))))
        .isTrue();
    assertThat(
            stays(
                Filter.USUAL,
                talk("a").withRatings(List.of(Rating.by("ana", 4), Rating.by("luis", 3)))))
        .isFalse();
  }

  @Test
  void onlyTheBadAnswerIsMutedIfAnswersAreFiltered() {
    Conversation conversation =
        Conversation.of(
            Message.user("uno"), rated("mal", 2), Message.user("dos"), rated("bien", 5));
    Filter byAnswer = new Filter(true, 4, true, Filter.Scope.ANSWERS, always());

    Filter.Fate.Stays stays = (Filter.Fate.Stays) byAnswer.of(conversation);

    assertThat(stays.muted()).isEqualTo(1);
    assertThat(stays.conversation().messages().get(1).weight()).isZero();
    assertThat(stays.conversation().messages().get(3).weight()).isNull();
    assertThat(byAnswer.of(Conversation.of(Message.user("x"), rated("mal", 1))))
        .isEqualTo(new Filter.Fate.Goes(Filter.Reason.STARS, 1));
    assertThat(Filter.USUAL.of(conversation))
        .as("as a conversation it has 3.5 stars")
        .isEqualTo(new Filter.Fate.Goes(Filter.Reason.STARS, 3));
  }

  @Test
  void aCorrectedAnswerIsLearnedHoweverBadTheFirstOneWas() {
    Conversation corrected =
        Conversation.of(
                Message.user("¿precio?"),
                Message.assistant("14 €.")
                    .withFeedback(new Feedback(List.of(Rating.of(1)), "Ni idea.")))
            .withRatings(List.of(Rating.of(1)));

    assertThat(stays(Filter.USUAL, corrected)).isTrue();
    assertThat(Pair.in(corrected).getFirst().rejected().content()).isEqualTo("Ni idea.");
  }

  @Test
  void onlyWhatBeganInTheWindowStays() {
    Filter window =
        new Filter(
            true,
            4,
            true,
            Filter.Scope.CONVERSATIONS,
            new Filter.Window(Instant.ofEpochSecond(100), Instant.ofEpochSecond(200)));

    assertThat(window.of(at(99))).isEqualTo(new Filter.Fate.Goes(Filter.Reason.EARLY, 0));
    assertThat(stays(window, at(100))).isTrue();
    assertThat(window.of(at(200))).isEqualTo(new Filter.Fate.Goes(Filter.Reason.LATE, 0));
    assertThat(window.of(talk("a"))).isEqualTo(new Filter.Fate.Goes(Filter.Reason.UNDATED, 0));
  }

  @Test
  void aMaximumTakesOfEachLabelItsShareAndTheSameAgain() {
    List<Conversation> all = new ArrayList<>();
    Map<String, Integer> sizes = Map.of("a", 40, "b", 6, "c", 2);
    sizes.forEach((label, n) -> IntStream.range(0, n).forEach(_ -> all.add(talk(label))));

    List<String> taken = taken(all, 10, 42);

    assertThat(taken).hasSize(10);
    assertThat(taken).filteredOn("a"::equals).hasSize(8);
    assertThat(taken).filteredOn("b"::equals).hasSize(1);
    assertThat(taken(all, 10, 42)).isEqualTo(taken);
  }

  /// The numbers are `definitions.md`'s.
  @Test
  void sharesAreGivenByLargestRemainders() {
    assertThat(Sampling.shares(Map.of("a", 40, "b", 6, "c", 2), 10, new Random(1)))
        .isEqualTo(Map.of("a", 8, "b", 1, "c", 1));
    assertThat(Sampling.shares(Map.of("a", 20, "b", 15, "c", 13), 8, new Random(1)))
        .isEqualTo(Map.of("a", 3, "b", 3, "c", 2));
    assertThat(Sampling.shares(Map.of("a", 24, "b", 12, "c", 12), 10, new Random(1)).values())
        .containsExactlyInAnyOrder(5, 2, 3);
  }

  @Test
  void theMinimumIsAskedBeforeAndAfterTheFilterAndAfterTheSplit() {
    Minimum minimum = Minimum.USUAL;
    assertThat(minimum.before(9)).contains(new DatasetProblem.TooFewConversations(9, 10));
    assertThat(minimum.before(10)).isEmpty();

    List<Conversation> bad = new ArrayList<>();
    for (int i = 0; i < 12; i++)
      bad.add(talk("x" + i).withRatings(List.of(Rating.of(i < 4 ? 1 : 5))));
    Forecast eight = forecast(Filter.USUAL, bad, 0);
    assertThat(minimum.after(eight)).contains(new DatasetProblem.TooFewAfterFilter(8, 10, 12, 4));
    assertThat(minimum.warnings(eight)).containsExactly(new DatasetProblem.FewRemain(8, 6, 10));

    Forecast twelve =
        forecast(new Filter(false, 4, true, Filter.Scope.CONVERSATIONS, always()), bad, 0);
    assertThat(minimum.after(twelve)).isEmpty();
    assertThat(minimum.warnings(twelve)).containsExactly(new DatasetProblem.FewRemain(12, 9, 10));
  }

  @Test
  void aGoodAndABadAnswerToTheSameQuestionMakeAPair() {
    LikeQuestions like = new LikeQuestions();
    like.add(Conversation.of(Message.user("¿Cuánto cuesta?"), rated("14 €", 5)));
    like.add(Conversation.of(Message.user("cuanto cuesta"), rated("ni idea", 1)));
    like.add(Conversation.of(Message.user("¿Abren?"), rated("sí", 5)));

    assertThat(like.pairs()).hasSize(1);
    assertThat(like.pairs().getFirst().preferred().content()).isEqualTo("14 €");
    assertThat(like.pairs().getFirst().rejected().content()).isEqualTo("ni idea");
  }

  private static List<String> taken(List<Conversation> all, int maximum, long seed) {
    Forecast.Counting counting = new Forecast.Counting();
    List<Filter.Fate.Stays> stay =
        all.stream().map(one -> (Filter.Fate.Stays) Filter.USUAL.of(one)).toList();
    stay.forEach(counting::add);
    Sampling sampling = counting.sampling(maximum, seed);
    return stay.stream().filter(sampling::takes).map(one -> one.conversation().answer()).toList();
  }

  private static Forecast forecast(Filter filter, List<Conversation> all, int maximum) {
    Forecast.Counting counting = new Forecast.Counting();
    all.forEach(one -> counting.add(filter.of(one)));
    return counting.done(maximum);
  }

  private static boolean stays(Filter filter, Conversation conversation) {
    return filter.of(conversation) instanceof Filter.Fate.Stays;
  }

  private static Filter.Window always() {
    return Filter.Window.ALWAYS;
  }

  private static Conversation talk(String answer) {
    return Conversation.of(Message.user("q"), Message.assistant(answer));
  }

  private static Conversation at(long second) {
    return talk("a").withAbout(About.NOTHING.withTime(Instant.ofEpochSecond(second)));
  }

  private static Message rated(String answer, int stars) {
    return Message.assistant(answer).withFeedback(new Feedback(List.of(Rating.of(stars))));
  }
}
