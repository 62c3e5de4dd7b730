package dev.afina.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

class JsonTest {

  /// What is wrong with a text, without the parser's words on where it read it from.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1, 2|Unexpected end-of-input: expected close marker for Array",
        "{\"a\": 1|Unexpected end-of-input: expected close marker for Object",
        "{\"a\": 1, \"a\": 2}|Duplicate Object property \"a\"",
        "{\"a\" 1}|Unexpected character ('1' (code 49)): was expecting a colon to separate property name and value",
      })
  void aReasonSpeaksOfTheTextOnly(String text, String reason) {
    JacksonException e =
        catchThrowableOfType(JacksonException.class, () -> Json.parse(text, Object.class));
    assertThat(Json.reason(e)).isEqualTo(reason);
  }
}
