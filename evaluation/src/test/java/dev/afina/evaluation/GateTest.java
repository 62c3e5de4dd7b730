package dev.afina.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Verdict BETTER = Verdict.of(Contestant.UNTRAINED, 40, 12, 1);
  private static final Verdict WORSE = Verdict.of(Contestant.UNTRAINED, 40, 1, 12);

  @Test
  void onlyWhoIsShownToBeBetterPasses() {
    assertThat(Gate.of(Cases.of(30, 0))).isInstanceOf(Gate.Passed.class);
    assertThat(Gate.of(Cases.of(3, 0))).isInstanceOf(Gate.NoEvidence.class);
    assertThat(Gate.of(Cases.of(0, 30))).isInstanceOf(Gate.Worse.class);
  }

  @Test
  void anEarlierRoundThatWasBetterKeepsItOut() {
    Gate passed = new Gate.Passed(BETTER);
    Verdict behind = Verdict.of(Contestant.EARLIER, 40, 1, 12);
    assertThat(passed.and(List.of(BETTER, behind))).isEqualTo(new Gate.Worse(behind));
    assertThat(passed.and(List.of(Verdict.of(Contestant.LINEAR, 40, 1, 12)))).isEqualTo(passed);
  }

  @Test
  void aComparisonMayShowWhatTheTestCouldNot() {
    Gate open = new Gate.NoEvidence(Verdict.of(Contestant.UNTRAINED, 40, 3, 2));
    assertThat(open.and(List.of(BETTER))).isEqualTo(new Gate.Passed(BETTER));
    assertThat(new Gate.Worse(WORSE).and(List.of(BETTER))).isEqualTo(new Gate.Worse(WORSE));
  }
}
