package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.cli.Picture.Contestant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureTest {

  @Test
  void aDotLiesInItsIntervalOnOneScaleForAll() {
    List<String> rows =
        Picture.rows(
            List.of(
                new Contestant("tuned", 0.81, 0.65, 0.90),
                new Contestant("untrained", 0.25, 0.14, 0.41),
                new Contestant("most frequent", 0.25, 0.25, 0.25),
                new Contestant("perfect", 1, 0.9, 1)),
            Terminals.ENGLISH,
            100);
    assertThat(rows)
        .containsExactly(
            "tuned                              ├───●──┤       81%  (between 65 and 90)",
            "untrained          ├───●───┤                      25%  (between 14 and 41)",
            "most frequent          ●                          25%",
            "perfect                                   ├──●   100%  (between 90 and 100)");
  }

  @Test
  void numbersAreTheReadersAndTheScaleIsShorterWhereItIsNarrow() {
    List<String> rows =
        Picture.rows(
            List.of(new Contestant("Modelo afinado", 0.5, 0.25, 0.75)), Terminals.SPANISH, 60);
    assertThat(rows).containsExactly("Modelo afinado     ├───●──┤      50\u00a0%  (entre 25 y 75)");
  }
}
