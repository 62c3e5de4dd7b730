package dev.afina.dataset.personal;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts `[PERSONA_1]`, `[TELEFONO_1]` … in the place of personal data: the same value gets the same
/// placeholder throughout, so that who is meant stays clear. One object for each conversation:
/// numbers that went through a whole file would say which conversations are the same person's.
///
/// What is written so is still personal data in law if something else in the text tells who it is.
public final class Pseudonyms {
  private final PersonalData personal;
  private final Map<PersonalKind, Map<String, String>> known = new EnumMap<>(PersonalKind.class);

  public Pseudonyms(PersonalData personal) {
    this.personal = personal;
  }

  public String in(String text) {
    List<PersonalData.Found> found = personal.in(text);
    if (found.isEmpty()) return text;
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (PersonalData.Found one : found) {
      out.append(text, at, one.from()).append(placeholder(one.kind(), one.in(text)));
      at = one.to();
    }
    return out.append(text, at, text.length()).toString();
  }

  private String placeholder(PersonalKind kind, String value) {
    Map<String, String> ofKind = known.computeIfAbsent(kind, _ -> new HashMap<>());
    return ofKind.computeIfAbsent(
        value.replaceAll("[\\s.\\-]", "").toLowerCase(java.util.Locale.ROOT),
        _ -> kind.placeholder(ofKind.size() + 1));
  }
}
