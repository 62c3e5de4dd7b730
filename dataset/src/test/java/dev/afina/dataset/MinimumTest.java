package dev.afina.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MinimumTest {

  @Test
  void examplesAreCountedByIntent() {
    List<String> labels = new ArrayList<>(Collections.nCopies(10, "comprar"));
    assertThat(Minimum.perIntent(labels)).containsExactly(new DatasetProblem.OneIntent("comprar"));
    labels.addAll(Collections.nCopies(7, "queja"));
    assertThat(Minimum.perIntent(labels))
        .containsExactly(new DatasetProblem.TooFewInIntent("queja", 7, 10));
  }

  @Test
  void twelveConversationsSplitLeaveTooFew() {
    assertThat(Minimum.training(9, 12))
        .containsExactly(new DatasetProblem.TooFewToTrain(9, 10, 12));
    assertThat(Minimum.training(10, 13)).isEmpty();
  }
}
