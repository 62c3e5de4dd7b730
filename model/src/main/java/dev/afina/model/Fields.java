package dev.afina.model;

import dev.afina.core.Refused;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/// An object of a `config.json`, read field by field; nothing in it is believed. Fields nobody asks
/// for do not matter.
///
/// @param path how to get to the object, for instance `rope_parameters.`; empty for the whole file
record Fields(Path file, String path, JsonNode json) {

  Fields {
    if (!json.isObject() && !json.isMissingNode() && !json.isNull())
      throw damaged(file, path.isEmpty() ? "config" : path, json, "{…}");
  }

  boolean has(String field) {
    return !json.path(field).isMissingNode() && !json.path(field).isNull();
  }

  boolean isEmpty() {
    return json.isEmpty();
  }

  Fields inside(String field) {
    return new Fields(file, path + field + ".", json.path(field));
  }

  /// A setting that Afina computes with one value only.
  void only(String field, String supported) {
    JsonNode value = json.path(field);
    if (has(field) && !said(value).equals(supported)) throw unsupported(field, supported);
  }

  Refused unsupported(String field, String supported) {
    String value = said(json.path(field));
    return new Refused(new ModelProblem.UnsupportedSetting(file, path + field, value, supported));
  }

  private static String said(JsonNode value) {
    return value.isValueNode() ? value.asString("") : value.toString();
  }

  /// @param missing what counts if the file does not say; below 1, it must say
  int whole(String field, int missing, int high) {
    JsonNode value = json.path(field);
    if (!has(field) && missing >= 1) return missing;
    if (value.isInt() && value.intValue() >= 1 && value.intValue() <= high) return value.intValue();
    throw damaged(field, value, "1 … " + high);
  }

  /// @param missing what counts if the file does not say; below `low`, it must say
  double real(String field, double missing, double low, double high) {
    JsonNode value = json.path(field);
    if (!has(field) && missing >= low) return missing;
    if (value.isNumber() && value.doubleValue() >= low && value.doubleValue() <= high)
      return value.doubleValue();
    throw damaged(field, value, low + " … " + high);
  }

  boolean truth(String field, boolean missing) {
    JsonNode value = json.path(field);
    if (!has(field)) return missing;
    if (value.isBoolean()) return value.booleanValue();
    throw damaged(field, value, "true | false");
  }

  String text(String field, String missing) {
    JsonNode value = json.path(field);
    if (!has(field)) return missing;
    if (value.isString()) return value.stringValue();
    throw damaged(field, value, "\"…\"");
  }

  Refused damaged(String field, Object found, String allowed) {
    return damaged(file, path + field, found, allowed);
  }

  private static Refused damaged(Path file, String field, Object found, String allowed) {
    String text = String.valueOf(found);
    return new Refused(new ModelProblem.Damaged(file, field, text.isEmpty() ? "–" : text, allowed));
  }
}
