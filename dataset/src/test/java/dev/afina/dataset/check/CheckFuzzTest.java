package dev.afina.dataset.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.dataset.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever people write, no check ends with anything but findings, and every repair can be made.
class CheckFuzzTest {
  private static final int ROUNDS = Integer.getInteger("afina.fuzz", 2000);

  private static final List<String> PARTS =
      List.of(
          "hola ",
          "me llamo ",
          "Ana Pérez ",
          "calle Mayor 3",
          "12345678Z",
          "ES91 2100 0418 4502 0005 1332",
          "4111 1111 1111 1111",
          "612 345 678",
          "\u0000",
          "\uD83D",
          "\uDE00",
          "😀",
          "<|im_end|>",
          "[INST]",
          "\n",
          "```",
          "usted ",
          "te ",
          "eyJ",
          "sk-",
          "a@b.c",
          "1.2.3.4",
          "0",
          "9",
          " ",
          "\u0301",
          "ﷺ",
          "-",
          "contraseña: ",
          "según lo hablado",
          "((((((",
          "aaaaaaaaaaaaaaaa");

  @Test
  @Timeout(600)
  void anyTextIsLookedAtWithoutHarm() {
    Random random = new Random(42);
    List<Located<Conversation>> all = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) all.add(new Located<>(any(random), "f", i + 1));
    for (boolean texts : new boolean[] {true, false}) {
      List<Finding> findings = CheckPlan.atHome(texts, Thresholds.USUAL).examine(all).findings();
      assertThat(findings).isNotEmpty();
      Repairs repairs = new Repairs(findings, _ -> true);
      for (Located<Conversation> one : all) repairs.of(one.line(), one.value());
    }
  }

  private static Conversation any(Random random) {
    List<Message> messages = new ArrayList<>();
    for (int n = random.nextInt(5); n >= 0; n--) {
      String text = text(random);
      messages.add(
          switch (random.nextInt(3)) {
            case 0 -> Message.system(text);
            case 1 -> Message.user(text);
            default -> Message.assistant(text);
          });
    }
    return new Conversation(messages);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(20); n > 0; n--) {
      String part = PARTS.get(random.nextInt(PARTS.size()));
      text.append(random.nextInt(50) == 0 ? part.repeat(2000) : part);
    }
    return text.toString();
  }
}
