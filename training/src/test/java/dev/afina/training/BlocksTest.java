package dev.afina.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlocksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all       | 4  | [0, 1, 2, 3]",
        "upper 2/3 | 6  | [2, 3, 4, 5]",
        "upper 2/3 | 4  | [1, 2, 3]",
        "upper 2/3 | 1  | [0]",
        "upper 1/4 | 12 | [9, 10, 11]",
        "upper 1/1 | 2  | [0, 1]",
        "0,4,2-3   | 30 | [0, 2, 3, 4]",
        "7         | 4  | [7]"
      })
  void areNumberedFromZero(String text, int blocks, String numbers) {
    assertThat(new Blocks(text).of(blocks)).hasToString(numbers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "upper", "upper 0/3", "upper 4/3", "upper 1/0", "3-1", "-1", "most"})
  void areRefusedWhereTheySayNothing(String text) {
    assertThatThrownBy(() -> new Blocks(text)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void areStoredAsTheyWereWritten() {
    assertThat(Json.line(List.of(Blocks.UPPER))).isEqualTo("[\"upper 2/3\"]");
    assertThat(Json.parse("\"0,4\"", Blocks.class)).isEqualTo(new Blocks("0,4"));
  }
}
