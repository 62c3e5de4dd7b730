package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.evaluation.Contestant;
import dev.afina.report.ContestantName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResultScreenTest {

  @ParameterizedTest
  @EnumSource
  void everyContestantHasAName(Contestant who) {
    assertThat(ContestantName.of(who, Terminals.ENGLISH)).isNotBlank();
    assertThat(ContestantName.of(who, Terminals.SPANISH))
        .isNotEqualTo(ContestantName.of(who, Terminals.ENGLISH));
  }
}
