package dev.afina.dataset.check;

import static dev.afina.dataset.check.Looks.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Conversation;
import dev.afina.dataset.Located;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakageTest {

  @Test
  void everyWayInWhichATestMayBeKnownIsTold() {
    String answer =
        "Puede devolverlo en la tienda con su ticket durante los treinta días siguientes a la compra.";
    Conversation group = chat("una pregunta sobre garantías", "Sí.");
    List<Located<Conversation>> training =
        file(
            "train",
            chat("¿Cuánto tarda en llegar el pedido a Soria?", "Dos días."),
            chat("quiero cambiar la dirección de entrega de mi pedido", "Claro."),
            chat("¿y si no me gusta?", answer),
            group.withAbout(group.about().withGroup("ticket 7")));
    Conversation same = chat("algo bien distinto", "No.");
    List<Located<Conversation>> test =
        file(
            "test",
            chat("cuanto tarda en llegar el pedido a soria", "Tres."),
            chat("quiero cambiar la direccion de entrega de mis pedidos", "No."),
            chat("me queda pequeña la camisa", answer),
            same.withAbout(same.about().withGroup("ticket 7")),
            chat("otra cosa que nadie preguntó", "Sí."));
    assertThat(Leakage.between(test, training))
        .extracting(finding -> finding.line() + " " + finding.rule())
        .containsExactlyInAnyOrder(
            "1 same_in_both", "2 almost_in_both", "3 answer_in_both", "4 group_in_both");
    assertThat(Leakage.between(test, List.of())).isEmpty();
  }

  private static List<Located<Conversation>> file(String name, Conversation... conversations) {
    List<Located<Conversation>> all = new ArrayList<>();
    for (Conversation one : conversations) all.add(new Located<>(one, name, all.size() + 1));
    return all;
  }
}
