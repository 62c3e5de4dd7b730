package dev.afina.dataset.format;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a column of a table can be, and what people call it in English and in Spanish, without
/// accents; the usual word first.
public enum Column {
  CONVERSATION("conversation", "conversacion", "chat", "ticket", "thread", "hilo", "case", "caso"),
  ROLE(
      "role", "rol", "speaker", "hablante", "sender", "remitente", "from", "de", "author", "autor"),
  USER("user", "question", "pregunta", "prompt", "customer", "cliente", "consulta", "instruction"),
  ASSISTANT(
      "assistant",
      "answer",
      "respuesta",
      "completion",
      "reply",
      "response",
      "agent",
      "agente",
      "asistente",
      "output"),
  TEXT("text", "texto", "message", "mensaje", "content", "contenido", "sentence", "frase"),
  LABEL("label", "intent", "intencion", "etiqueta", "category", "categoria"),
  SYSTEM("system", "sistema", "instructions", "instrucciones"),
  RATING("rating", "stars", "estrellas", "valoracion", "puntuacion", "score", "nota", "csat"),
  COMMENT("comment", "comentario", "remark", "observaciones"),
  RATER("rater", "rated by", "valorado por", "evaluador"),
  CORRECTION("correction", "correccion", "corrected", "corregida", "better answer"),
  REJECTED("rejected", "rechazada"),
  GROUP("group", "grupo", "customer id", "id cliente"),
  TIME("time", "date", "fecha", "hora", "created", "created at", "timestamp"),
  TAGS("tags", "channel", "canal", "etiquetas");

  private final List<String> words;

  Column(String... words) {
    this.words = List.of(words);
  }

  /// The name in `--columns`: `user`, `assistant` …
  public String word() {
    return words.getFirst();
  }

  static Optional<Column> of(String word) {
    return Arrays.stream(values()).filter(one -> one.words.contains(plain(word))).findFirst();
  }

  /// The likeliest place of each: columns that are called so, or else begin or end so.
  static Map<Column, Integer> suggested(List<String> header) {
    Map<Column, Integer> places = new EnumMap<>(Column.class);
    List<String> names = header.stream().map(Column::plain).toList();
    for (Column column : values()) {
      int place = column.among(names, places);
      if (place >= 0) places.put(column, place);
    }
    for (int i = 0; i < names.size(); i++) {
      if (places.containsValue(i)) continue;
      for (Column column : values())
        if (!places.containsKey(column) && column.isPartOf(names.get(i))) {
          places.put(column, i);
          break;
        }
    }
    return places;
  }

  private int among(List<String> names, Map<Column, Integer> taken) {
    for (String word : words)
      for (int i = 0; i < names.size(); i++)
        if (names.get(i).equals(word) && !taken.containsValue(i)) return i;
    return -1;
  }

  private boolean isPartOf(String name) {
    return words.stream()
        .anyMatch(word -> name.startsWith(word + " ") || name.endsWith(" " + word));
  }

  private static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}+", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", " ")
        .strip();
  }
}
