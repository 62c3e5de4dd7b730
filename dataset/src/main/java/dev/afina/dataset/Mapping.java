package dev.afina.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Where things are in JSON of a foreign shape: a small JSON file that a person writes. Places are
/// names of members, with dots where they lie deeper.
///
/// @param conversations the member that lists the conversations; absent if the file itself is the
///   list, or an object with a conversation under each id
/// @param messages the list of messages in a conversation
/// @param message where a message says who speaks, what, and how it was marked
/// @param marks an object in the conversation with each rater's mark under the rater's name
/// @param about where a conversation says its id, group and time
/// @param scale marks to stars
public record Mapping(
    @Nullable String conversations,
    String messages,
    Spoken message,
    @Nullable String marks,
    Known about,
    Map<String, Integer> scale) {

  /// @param text what is said
  /// @param speaker who says it
  /// @param assistant the speaker whose words are to be learned
  /// @param mark how it was marked, or absent
  /// @param rater who marked it: `other` for the other speaker, `speaker` for the same one, or the
  ///   place of a name; absent if nobody knows
  public record Spoken(
      String text,
      String speaker,
      String assistant,
      @Nullable String mark,
      @Nullable String rater) {
    public Spoken {
      text = text == null ? "content" : text;
      speaker = speaker == null ? "role" : speaker;
      assistant = assistant == null ? "assistant" : assistant;
    }
  }

  /// Each absent if the file does not say it; a conversation under its id needs no `id`.
  public record Known(
      @Nullable String id, @Nullable String group, @JsonProperty("time") @Nullable String time) {
    static final Known NOTHING = new Known(null, null, null);
  }

  public Mapping {
    messages = messages == null ? "messages" : messages;
    message = message == null ? new Spoken("content", "role", "assistant", null, null) : message;
    about = about == null ? Known.NOTHING : about;
    scale = scale == null ? Map.of() : Map.copyOf(scale);
  }

  /// @throws Refused if it is no such file
  public static Mapping read(Source source) {
    try (var in = source.open()) {
      String text = new String(in.readNBytes(1 << 20), StandardCharsets.UTF_8);
      return Json.parse(text, Mapping.class);
    } catch (IOException | JacksonException e) {
      String reason = e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
      throw new Refused(new DatasetProblem.BrokenMapping(source.name(), reason));
    }
  }
}
