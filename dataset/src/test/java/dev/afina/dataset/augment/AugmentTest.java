package dev.afina.dataset.augment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Provenance;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentTest {
  private static final List<Conversation> TWO =
      List.of(
          chat("Hola, quiero devolver la camisa del pedido 4711, ¿me puede ayudar?"),
          chat("¿Cuánto tarda el envío a Soria?"));

  @Test
  void onlyTheCustomersSideIsVariedAndTheGroupIsInherited() {
    List<Conversation> all = made(EnumSet.allOf(Variation.class), 7);
    assertThat(all).hasSizeGreaterThan(8);
    for (Conversation one : all) {
      assertThat(one.answer()).isEqualTo("Claro, son 2 días.");
      boolean varied = one.about().provenance() instanceof Provenance.Varied;
      if (varied)
        assertThat(all)
            .filteredOn(other -> Objects.equals(one.about().group(), other.about().id()))
            .singleElement()
            .satisfies(parent -> assertThat(parent.messages()).isNotEqualTo(one.messages()));
    }
  }

  @Test
  void numbersStayWhatTheyAre() {
    for (int seed = 0; seed < 50; seed++)
      assertThat(made(EnumSet.allOf(Variation.class), seed))
          .filteredOn(one -> one.messages().getFirst().content().contains("cam"))
          .allSatisfy(one -> assertThat(one.messages().getFirst().content()).contains("4711"));
  }

  @Test
  void theSameSeedMakesTheSame() {
    assertThat(made(EnumSet.allOf(Variation.class), 3))
        .isEqualTo(made(EnumSet.allOf(Variation.class), 3));
  }

  @Test
  void eachVariationDoesWhatItSays() {
    Random random = new Random(1);
    assertThat(Variation.REGISTER.of("¿Puede decirme su precio?", random))
        .isEqualTo("¿Puedes decirme tu precio?");
    assertThat(Variation.NOISE.of("¿Cuándo llega el año que viene?", random))
        .isEqualTo("cuando llega el año que viene?");
    assertThat(Variation.LENGTH.of("Hola, ¿abren hoy?", random)).isEqualTo("¿abren hoy?");
    assertThat(Variation.SYNONYM.of("comprar", random)).isEqualTo("adquirir");
    for (int i = 0; i < 100; i++)
      assertThat(Variation.TYPO.of("devolver", random)).hasSizeBetween(7, 9);
  }

  private static List<Conversation> made(Set<Variation> variations, long seed) {
    List<Conversation> all = new ArrayList<>();
    new Augment(variations, seed).each(TWO, all::add);
    return all;
  }

  private static Conversation chat(String asked) {
    return Conversation.of(Message.user(asked), Message.assistant("Claro, son 2 días."));
  }
}
