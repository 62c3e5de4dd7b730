package dev.afina.dataset.format;

import dev.afina.dataset.Source;
import dev.afina.dataset.format.WhatsAppLine.Said;
import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// What must be known of a whole chat before its first message can be read: who speaks, and whether
/// its dates begin with the day or the month.
///
/// @param speakers in the order of their first message
/// @param mustBeDay how many dates begin with more than twelve
/// @param mustBeMonth how many have more than twelve in the second place
/// @param backIfDay how often time would run backwards if the day came first
record WhatsAppSurvey(
    SequencedSet<String> speakers, int mustBeDay, int mustBeMonth, int backIfDay, int backIfMonth) {

  /// A group with more people is no conversation with a customer.
  private static final int SPEAKERS = 1000;

  static WhatsAppSurvey of(Source source) {
    SequencedSet<String> speakers = new LinkedHashSet<>();
    int day = 0;
    int month = 0;
    int[] back = new int[2];
    LocalDateTime[] last = new LocalDateTime[2];
    try (Lines lines = new Lines(source)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        Said said = WhatsAppLine.parse(line, lines.number());
        if (said == null) continue;
        if (said.author() != null && speakers.size() < SPEAKERS) speakers.add(said.author());
        if (said.date()[0] > 31) continue;
        if (said.date()[0] > 12) day++;
        if (said.date()[1] > 12) month++;
        for (int order = 0; order < 2; order++) {
          LocalDateTime time = said.time(order == 0);
          if (time == null) continue;
          if (last[order] != null && time.isBefore(last[order])) back[order]++;
          last[order] = time;
        }
      }
    }
    return new WhatsAppSurvey(speakers, day, month, back[0], back[1]);
  }

  /// What a person said, else what no other reading allows, else in what time runs forward, else
  /// the day, as nearly everywhere.
  boolean dayFirst(@Nullable Boolean said) {
    if (said != null) return said;
    if (mustBeDay != mustBeMonth) return mustBeDay > mustBeMonth;
    return backIfDay <= backIfMonth;
  }

  boolean isUndecided() {
    return mustBeDay == mustBeMonth && backIfDay == backIfMonth && !speakers.isEmpty();
  }

  /// The customer: who speaks beside the assistant, if it is one person.
  @Nullable String group(String assistant) {
    if (speakers.size() != 2) return null;
    return speakers.getFirst().equals(assistant) ? speakers.getLast() : speakers.getFirst();
  }
}
