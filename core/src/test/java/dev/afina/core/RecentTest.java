package dev.afina.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final Recent<String> recent =
      new Recent<>(text -> {
        asked.incrementAndGet();
        return text.toUpperCase(java.util.Locale.ROOT);
      });

  @Test
  void aTextThatComesAgainIsNotMadeAgain() {
    for (int i = 0; i < 5; i++) assertThat(recent.of("hola")).isEqualTo("HOLA");
    assertThat(asked).hasValue(1);
  }

  @Test
  void longTextsAreNotKept() {
    String text = "a".repeat(5000);
    for (int i = 0; i < 3; i++) assertThat(recent.of(text)).hasSize(5000);
    assertThat(asked).hasValue(3);
  }

  /// «Aa» and «BB» share their place.
  @Test
  void whoTakesAPlaceIsNotTakenForWhoHadIt() {
    IntStream.range(0, 20_000)
        .parallel()
        .forEach(i -> {
          String text = (i % 2 == 0 ? "Aa" : "BB") + i / 2 % 500;
          assertThat(recent.of(text)).isEqualTo(text.toUpperCase(java.util.Locale.ROOT));
        });
  }
}
