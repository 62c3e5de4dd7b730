package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.evaluation.Contestant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomesTest {

  @ParameterizedTest
  @EnumSource
  void everyContestantHasAName(Contestant who) {
    assertThat(Outcomes.name(who, Terminals.ENGLISH)).isNotBlank();
    assertThat(Outcomes.name(who, Terminals.SPANISH))
        .isNotEqualTo(Outcomes.name(who, Terminals.ENGLISH));
  }
}
