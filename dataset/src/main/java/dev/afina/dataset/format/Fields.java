package dev.afina.dataset.format;

import dev.afina.core.Rating;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Scale;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Takes values out of one object of a file; what is wrong with them is noted.
final class Fields {
  final String file;
  final int line;
  final List<DatasetProblem> findings = new ArrayList<>();

  Fields(String file, int line) {
    this.file = file;
    this.line = line;
  }

  /// The text of a member, or `null` if it has none. Numbers count as text.
  static @Nullable String text(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode value = object.get(name);
      if (value == null || value.isNull() || value.isContainer()) continue;
      return value.asString();
    }
    return null;
  }

  /// What lies at a place like `source.author.name`, or `null`.
  static @Nullable JsonNode at(JsonNode object, String place) {
    JsonNode node = object;
    for (String name : place.split("\\.")) {
      node = node.get(name);
      if (node == null) return null;
    }
    return node;
  }

  /// A mark as a rating; `null` if there is none, or none of the scale.
  @Nullable Rating rating(
      @Nullable String mark, Scale scale, @Nullable String comment, @Nullable String by) {
    if (mark == null || mark.isBlank()) return null;
    OptionalInt stars = scale.stars(mark);
    if (stars.isEmpty()) {
      findings.add(new DatasetProblem.UnknownMark(file, line, mark));
      return null;
    }
    String words = comment == null || comment.isBlank() ? null : comment;
    return new Rating(stars.getAsInt(), words, by, null);
  }

  /// A date or a time: ISO 8601, or seconds since 1970; without a zone it is UTC.
  @Nullable Instant time(@Nullable String value) {
    if (value == null || value.isBlank()) return null;
    String text = value.strip();
    try {
      if (text.matches("\\d{9,11}")) return Instant.ofEpochSecond(Long.parseLong(text));
      if (text.matches("\\d{12,14}")) return Instant.ofEpochMilli(Long.parseLong(text));
      if (text.matches("\\d{4}-\\d\\d-\\d\\d"))
        return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
      String iso = text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T").replaceFirst(" UTC$", "Z");
      return iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
          ? OffsetDateTime.parse(iso.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2")).toInstant()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      findings.add(new DatasetProblem.UnknownTime(file, line, value));
      return null;
    }
  }
}
