package dev.afina.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialTest {

  @Test
  void itsNameIsTheSameInEveryLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      Trial first = Trial.crossValidation(sentences(60), new int[60], 2, 1, 42).getFirst();
      assertThat(first.name()).isEqualTo("repeat1-fold01");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aGroupNeverLearnsAndJudges(long seed) {
    Random random = new Random(seed);
    List<Conversation> all = sentences(60);
    int[] groups = random.ints(60, 0, 25).toArray();
    for (Trial trial : Trial.crossValidation(all, groups, 5, 3, seed)) {
      Set<Integer> learned = groups(trial.learned(), groups);
      assertThat(groups(trial.judged(), groups)).doesNotContainAnyElementsOf(learned);
      assertThat(trial.learned().length + trial.judged().length).isEqualTo(60);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aLargerPartHasAllThatTheSmallerHad(long seed) {
    List<Conversation> all = sentences(60);
    int[] groups = new Random(seed).ints(60, 0, 40).toArray();
    List<Trial> trials = Trial.learningCurve(all, groups, 5, 6, seed);
    for (int i = 1; i < trials.size(); i++) {
      Trial smaller = trials.get(i - 1);
      Trial larger = trials.get(i);
      if (smaller.fold() == larger.fold()) assertThat(larger.learned()).contains(smaller.learned());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eachSizeLearnsAsMuchOfEachIntent(long seed) {
    List<Conversation> all = sentences(60);
    int[] alone = new int[60];
    Arrays.setAll(alone, i -> i);
    for (Trial trial : Trial.learningCurve(all, alone, 5, 6, seed))
      assertThat(
              Arrays.stream(trial.learned())
                  .boxed()
                  .collect(Collectors.groupingBy(i -> all.get(i).answer(), Collectors.counting()))
                  .values())
          .containsOnly((long) trial.learned().length / 3);
  }

  private static Set<Integer> groups(int[] places, int[] groups) {
    Set<Integer> found = new HashSet<>();
    for (int place : places) found.add(groups[place]);
    return found;
  }

  private static List<Conversation> sentences(int n) {
    List<Conversation> all = new ArrayList<>();
    for (int i = 0; i < n; i++)
      all.add(Conversation.of(Message.user("sentence " + i), Message.assistant("label" + i % 3)));
    return all;
  }
}
