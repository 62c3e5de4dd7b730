package dev.afina.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.dataset.split.Division.Part;
import dev.afina.dataset.split.Division.Way;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DivisionTest {

  @Test
  void noGroupIsEverInTwoParts() {
    Random random = new Random(5);
    for (int round = 0; round < 60; round++) {
      List<Conversation> all = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(50); i++)
        all.add(
            conversation(
                random.nextLong() + " asks", "g" + random.nextInt(12), random.nextInt(1000)));
      int[] groups = Grouping.of(all);
      for (Way way : Way.values()) {
        Part[] parts =
            new Division(way, 0.6, 0.2, 0.2, round).divide(all, groups, Conversation::answer);
        Map<String, Part> seen = new HashMap<>();
        for (int i = 0; i < parts.length; i++) {
          Part before = seen.putIfAbsent(String.valueOf(all.get(i).about().group()), parts[i]);
          assertThat(before == null || before == parts[i]).isTrue();
        }
      }
    }
  }

  @Test
  void almostEqualQuestionsBelongTogether() {
    List<Conversation> all =
        List.of(
            conversation("quiero cambiar la dirección de entrega de mi pedido", "a", 0),
            conversation("hola", "b", 0),
            conversation("quiero cambiar la direccion de entrega de mis pedidos", "c", 0),
            conversation("otra cosa muy distinta", "c", 0));
    assertThat(Grouping.of(all)).containsExactly(0, 1, 0, 0);
  }

  @Test
  void theNewestAreKeptForTheEnd() {
    List<Conversation> all = new ArrayList<>();
    for (int i = 0; i < 10; i++)
      all.add(conversation("frase " + ("" + (char) (97 + i)).repeat(20), "g" + i, 100 - i));
    Part[] parts =
        new Division(Way.TIME, 0.6, 0.2, 0.2, 1)
            .divide(all, Grouping.of(all), Conversation::answer);
    assertThat(parts)
        .containsExactly(
            Part.TEST,
            Part.TEST,
            Part.VALIDATION,
            Part.VALIDATION,
            Part.TRAINING,
            Part.TRAINING,
            Part.TRAINING,
            Part.TRAINING,
            Part.TRAINING,
            Part.TRAINING);
  }

  @Test
  void byHashAConversationStaysWhereItIs() {
    List<Conversation> few = new ArrayList<>();
    for (int i = 0; i < 300; i++)
      few.add(conversation(i + " pregunta número " + i * 7919, "g" + i, 0));
    Division division = new Division(Way.HASH, 0.8, 0.2, 0, 42);
    Part[] before = division.divide(few, Grouping.of(few), Conversation::answer);
    List<Conversation> more = new ArrayList<>(few);
    for (int i = 0; i < 300; i++) more.add(conversation("nueva " + i, "n" + i, 0));
    Part[] after = division.divide(more, Grouping.of(more), Conversation::answer);
    assertThat(Arrays.copyOf(after, few.size())).isEqualTo(before);
    assertThat(Arrays.stream(before).filter(Part.TRAINING::equals).count()).isBetween(210L, 270L);
  }

  /// 1 − 0.8 is less than 0.2 in binary fractions, and 1 − 0.7 more than 0.3.
  @Test
  void everyShareDividesByLabel() {
    List<Conversation> all = new ArrayList<>();
    for (int i = 0; i < 100; i++)
      all.add(conversation("frase " + ("" + (char) (97 + i % 26)).repeat(9) + i, "g" + i, 0));
    for (int test = 0; test < 90; test += 10)
      for (int training = 1; training < 100 - test; training += 3) {
        double validation = (100 - test - training) / 100.0;
        Part[] parts =
            new Division(Way.LABEL, training / 100.0, validation, test / 100.0, 1)
                .divide(all, Grouping.of(all), Conversation::answer);
        assertThat(Arrays.stream(parts).filter(Part.TRAINING::equals).count())
            .isBetween(training - 1L, training + 0L);
      }
  }

  @Test
  void sharesMustBeOneTogether() {
    assertThatThrownBy(() -> new Division(Way.LABEL, 0.8, 0.3, 0, 1)).isInstanceOf(Refused.class);
  }

  private static Conversation conversation(String asked, String group, int second) {
    Conversation plain = Conversation.of(Message.user(asked), Message.assistant("sí"));
    return plain.withAbout(plain.about().withGroup(group).withTime(Instant.ofEpochSecond(second)));
  }
}
