package dev.afina.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known about a conversation beside what was said.
///
/// @param id its name in the system it came from, or `null`
/// @param group what belongs together has the same: a base case and its variations, a customer, a
///   ticket; a split never divides a group. `null`: it stands alone
/// @param time when it began, or `null`
/// @param provenance where it came from, or `null`
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record About(
    @Nullable String id,
    @Nullable String group,
    @Nullable Instant time,
    List<String> tags,
    @Nullable Provenance provenance) {

  public static final About NOTHING = new About(null, null, null, List.of(), null);

  public About {
    tags = tags == null ? List.of() : List.copyOf(tags);
  }

  public static About id(String id) {
    return NOTHING.withId(id);
  }

  public About withId(@Nullable String id) {
    return new About(id, group, time, tags, provenance);
  }

  public About withGroup(@Nullable String group) {
    return new About(id, group, time, tags, provenance);
  }

  public About withTime(@Nullable Instant time) {
    return new About(id, group, time, tags, provenance);
  }

  public About withTags(List<String> tags) {
    return new About(id, group, time, tags, provenance);
  }

  public About withProvenance(@Nullable Provenance provenance) {
    return new About(id, group, time, tags, provenance);
  }
}
