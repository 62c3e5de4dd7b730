package dev.afina.dataset.alike;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MinHashTest {

  /// Numbers from the definitions of issue 6.
  @Test
  void candidatesAreAsLikelyAsTheBandsSay() {
    assertThat(MinHash.probability(.8, 14, 8)).isCloseTo(.923548, within(1e-6));
    assertThat(MinHash.probability(.7, 14, 8)).isCloseTo(.564504, within(1e-6));
    assertThat(MinHash.probability(.8, 20, 13)).isCloseTo(.677254, within(1e-6));
    assertThat(MinHash.probability(.5, 32, 4)).isCloseTo(.873211, within(1e-6));
  }

  @Test
  void hardlyAPairIsMissed() {
    assertThat(MinHash.probability(NearDuplicates.SAME, MinHash.BANDS, MinHash.ROWS))
        .isGreaterThan(.9999);
  }
}
