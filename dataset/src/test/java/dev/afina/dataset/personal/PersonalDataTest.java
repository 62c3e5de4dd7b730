package dev.afina.dataset.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {
  private static final PersonalData SPAIN = new PersonalData("ES");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DNI | 12345678Z
          DNI | 12.345.678-Z
          DNI | 1111111G
          NIE | X1234567L
          NIE | Z-8078221-M
          CIF | A58818501
          CIF | A28015865
          IBAN | ES91 2100 0418 4502 0005 1332
          IBAN | ES7921000813610123456789
          IBAN | GB82WEST12345698765432
          IBAN | DE89370400440532013000
          IBAN | 2100-0418-45-0200051332
          CARD | 4111 1111 1111 1111
          CARD | 371449635398431
          CARD | 5555-5555-5555-4444
          PHONE | 612 345 678
          PHONE | 0034 612 34 56 78
          PHONE | 93-412.34.56
          PHONE | 900 123 456
          PHONE | +52 55 1234 5678
          EMAIL | ana.perez@example.es
          PLATE | 1234 BCD
          IP_ADDRESS | 192.168.1.20
          SECRET | sk-proj-abcdefghijklmnopqrstuvwx
          SECRET | AKIAIOSFODNN7EXAMPLE
          ADDRESS | calle Mayor de la Villa, 12
          NAME | Ana Pérez
          """)
  void isFoundInTheMiddleOfASentence(PersonalKind kind, String value) {
    String text = "hola, mi dato es " + value + " y quería saber algo";
    assertThat(SPAIN.in(text))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.kind()).isEqualTo(kind);
          assertThat(found.in(text)).isEqualTo(value);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mi DNI es 12345678A",
        "NIE Y8063915Q",
        "la empresa A58818502",
        "ES9121000418450200051333",
        "tarjeta 4012888888881882",
        "pedido nº 123456789",
        "el 12/03/2024 a las 10:30",
        "son 612.345,67 €",
        "la talla 38 del modelo 2024",
        "versión 1.2.3 del programa",
        "Gracias por su compra en Tienda Azul",
        "Soy Cliente desde 2019"
      })
  void otherNumbersAndWordsAreLeftAlone(String text) {
    assertThat(SPAIN.in(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hola, me llamo Lucía Gómez de la Torre",
        "Atentamente, Marcos",
        "le paso con la Sra. Ruiz",
        "my name is Peter Parker",
        "hola soy Carmen"
      })
  void namesAreFoundWherePeopleGiveThem(String text) {
    assertThat(SPAIN.in(text))
        .extracting(PersonalData.Found::kind)
        .containsExactly(PersonalKind.NAME);
  }

  @Test
  void aPasswordIsASecretAndItsNameIsNot() {
    String text = "mi contraseña es Luna2024x y no entro";
    assertThat(SPAIN.in(text)).extracting(one -> one.in(text)).containsExactly("Luna2024x");
    assertThat(SPAIN.in("he olvidado mi contraseña y el token")).isEmpty();
  }

  @Test
  void theSameValueGetsTheSamePlaceholderInAConversation() {
    Pseudonyms pseudonyms = new Pseudonyms(SPAIN);
    assertThat(pseudonyms.in("Soy Ana Pérez, 612345678"))
        .isEqualTo("Soy [PERSONA_1], [TELEFONO_1]");
    assertThat(pseudonyms.in("Llame a Ana Pérez o a Luis Gil: 612 345 678 o 933 333 333"))
        .isEqualTo("Llame a [PERSONA_1] o a [PERSONA_2]: [TELEFONO_1] o [TELEFONO_2]");
  }

  @Test
  void whatWasReplacedIsNotFoundAgain() {
    String once =
        new Pseudonyms(SPAIN).in("DNI 12345678Z, ana@example.es, ES9121000418450200051332");
    assertThat(once).isEqualTo("DNI [DNI_1], [EMAIL_1], [IBAN_1]");
    assertThat(SPAIN.in(once)).isEqualTo(List.of());
  }

  @Test
  void luhnAloneIsNoCard() {
    assertThat(SpanishNumbers.luhn("79927398713")).isTrue();
    assertThat(SpanishNumbers.card("79927398713")).isFalse();
  }
}
