package dev.afina.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Rating;
import dev.afina.core.Role;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Mapping;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Files that other people made, whole.
class RealFilesTest {

  private static final String TOPICAL_CHAT =
      """
      {"messages": "content",
       "message": {"text": "message", "speaker": "agent", "assistant": "agent_2",
                   "mark": "turn_rating", "rater": "other"},
       "marks": "conversation_rating",
       "scale": {"Excellent": 5, "Good": 4, "Passable": 3, "Not Good": 2, "Poor": 1}}
      """;

  @Test
  void topicalChatComesWholeWithEveryMarkAndItsRater() {
    Mapping mapping = Mapping.read(Samples.source("topical.json", TOPICAL_CHAT));
    List<Reading> readings =
        Samples.read(
            data("topical-chat/test_freq.json"),
            new ImportOptions(
                Scale.STARS, null, Map.of(), ImportOptions.TableChoice.FOUND, mapping));

    List<Conversation> conversations = Samples.conversations(readings);
    assertThat(conversations).hasSize(539);
    assertThat(Samples.told(readings)).isEmpty();
    List<Message> messages =
        conversations.stream().flatMap(one -> one.messages().stream()).toList();
    assertThat(messages).hasSize(6011 + 4725 + 761 + 119 + 32 + 112);
    assertThat(stars(messages.stream().flatMap(one -> one.feedback().ratings().stream()).toList()))
        .isEqualTo(Map.of(5, 6011L, 4, 4725L, 3, 761L, 2, 119L, 1, 32L));
    assertThat(messages).filteredOn(one -> one.feedback().ratings().isEmpty()).hasSize(112);
    assertThat(messages).filteredOn(one -> one.role() == Role.ASSISTANT).hasSize(5692);

    Conversation first = conversations.getFirst();
    assertThat(first.about().id()).isEqualTo("t_d004c097-424d-45d4-8f91-833d85c2da31");
    assertThat(first.ratings()).containsExactly(Rating.by("agent_1", 4), Rating.by("agent_2", 4));
    assertThat(first.messages().getFirst().feedback().ratings())
        .containsExactly(Rating.by("agent_2", 4));
    assertThat(
            conversations.stream()
                .flatMap(one -> one.ratings().stream())
                .filter(one -> "agent_1".equals(one.by()))
                .count())
        .as("one of them gave no mark")
        .isEqualTo(538);
  }

  private static Map<Integer, Long> stars(List<Rating> ratings) {
    return ratings.stream().collect(Collectors.groupingBy(Rating::stars, Collectors.counting()));
  }

  @Test
  void clincComesWithoutALostRow() {
    List<Reading> readings = Samples.read(data("clinc150/data_full.json"), ImportOptions.NONE);

    List<Conversation> sentences = Samples.conversations(readings);
    assertThat(sentences).hasSize(23_700);
    assertThat(Samples.told(readings)).isEmpty();
    assertThat(sentences.stream().map(Conversation::answer).distinct()).hasSize(151);
    assertThat(
            sentences.stream()
                .map(one -> one.about().tags().getFirst())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
        .isEqualTo(
            Map.of(
                "train", 15_000L,
                "val", 3_000L,
                "test", 4_500L,
                "oos_train", 100L,
                "oos_val", 100L,
                "oos_test", 1_000L));
  }

  @Test
  void theJsonLinesSampleComesWithoutALostRow() {
    List<Reading> readings = Samples.read(data("cucom/sample.jsonl"), ImportOptions.NONE);

    assertThat(Samples.conversations(readings)).hasSize(51);
    assertThat(Samples.told(readings)).isEmpty();
  }

  private static Source data(String name) {
    Path file = Path.of(System.getProperty("afina.data", "none"), name);
    assumeTrue(Files.exists(file), "no data at " + file);
    return Source.of(file);
  }
}
