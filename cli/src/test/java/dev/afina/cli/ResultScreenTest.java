package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.evaluation.Contestant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResultScreenTest {

  @ParameterizedTest
  @EnumSource
  void everyContestantHasAName(Contestant who) {
    assertThat(ResultScreen.name(who, Terminals.ENGLISH)).isNotBlank();
    assertThat(ResultScreen.name(who, Terminals.SPANISH))
        .isNotEqualTo(ResultScreen.name(who, Terminals.ENGLISH));
  }
}
