package dev.afina.hosted;

import dev.afina.core.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a server says went wrong, in its parts. It comes as an object, as a text, or as JSON in a
/// text.
///
/// @param code empty, like the others, where the server says none
record Complaint(String code, String message, String param) {
  private static final int LONGEST = 300;

  static Complaint of(String body) {
    try {
      JsonNode json = Json.tree(body);
      JsonNode error = json.path("error");
      if (error.isObject()) return of(error);
      if (error.isString()) return of(error.stringValue());
      if (json.isObject()) return of(json);
    } catch (JacksonException e) {
      // A page of a proxy, for instance.
    }
    return new Complaint("", body.lines().findFirst().orElse("").strip(), "");
  }

  private static Complaint of(JsonNode error) {
    JsonNode code = error.path("code");
    return new Complaint(
        code.isMissingNode() || code.isNull() ? error.path("type").asString("") : code.asString(""),
        error.path("message").asString(""),
        error.path("param").asString(""));
  }

  /// `[code] message (param: p)`
  @Override
  public String toString() {
    String shortened = message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
    String text = (code.isEmpty() ? "" : "[" + code + "] ") + shortened;
    return param.isEmpty() ? text : text + " (param: " + param + ")";
  }
}
