package dev.afina.model.json;

import dev.afina.core.Refused;
import dev.afina.model.ModelProblem;
import dev.afina.model.json.Form.InOrder;
import dev.afina.model.json.Form.Items;
import dev.afina.model.json.Form.Literal;
import dev.afina.model.json.Form.Members;
import dev.afina.model.json.Form.OneOf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// A [JSON schema](https://json-schema.org/draft/2020-12/json-schema-core) as the form of an
/// answer: objects, arrays, strings, numbers, `enum`, `const`, `anyOf` and references within the
/// schema. Everything else is refused by its name. What it lets through is valid; not everything
/// valid is let through: members come in the order of the schema, and there are none that it does
/// not name.
public final class JsonSchema {
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "$schema",
          "$id",
          "$comment",
          "$defs",
          "definitions",
          "title",
          "description",
          "default",
          "examples");

  private static final Map<String, Set<String>> UNDERSTOOD =
      Map.of(
          "object", Set.of("properties", "required", "additionalProperties"),
          "array", Set.of("items", "minItems", "maxItems"));

  private final JsonNode root;
  private final Map<String, Form> known = new HashMap<>();

  private JsonSchema(JsonNode root) {
    this.root = root;
  }

  /// The empty text of such a form.
  ///
  /// @throws Refused naming what is not supported
  public static JsonText of(JsonNode schema) {
    JsonSchema read = new JsonSchema(schema);
    Form form = read.at("#");
    if (form.least(Set.of()) >= Form.ENDLESS) throw refused("#", "$ref");
    return JsonText.of(form);
  }

  /// What a pointer leads to; read once, because it may contain itself.
  private Form at(String pointer) {
    if (!known.containsKey(pointer)) {
      if (!pointer.matches("#(/.*)?")) throw refused("#", pointer);
      JsonNode schema = pointer.equals("#") ? root : root.at(pointer.substring(1));
      if (schema.isMissingNode()) throw refused("#", pointer);
      known.put(pointer, new Literal(""));
      known.put(pointer, form(schema, pointer));
    }
    return new Form.Reference(pointer, known);
  }

  private Form form(JsonNode schema, String place) {
    if (!schema.isObject()) throw refused(place, schema.toString());
    Set<String> names = new HashSet<>();
    schema.properties().forEach(entry -> names.add(entry.getKey()));
    names.removeAll(WITHOUT_EFFECT);
    if (names.isEmpty()) return any();
    for (String alone : List.of("$ref", "anyOf"))
      if (names.contains(alone)) {
        only(place, names, Set.of(alone));
        if (alone.equals("$ref")) return at(schema.get(alone).asString(""));
        return oneOf(schema.get(alone), place + "/anyOf");
      }
    if (names.contains("const") || names.contains("enum")) {
      only(place, names, Set.of("const", "enum", "type"));
      return constants(schema, place);
    }
    List<String> types = types(schema, place);
    Set<String> understood = new HashSet<>(Set.of("type"));
    types.forEach(type -> understood.addAll(UNDERSTOOD.getOrDefault(type, Set.of())));
    only(place, names, understood);
    return new OneOf(types.stream().map(type -> typed(type, schema, place)).toList());
  }

  private Form part(JsonNode schema, String place) {
    known.put(place, form(schema, place));
    return new Form.Reference(place, known);
  }

  private static Form any() {
    return new OneOf(List.of(Pieces.STRING, Pieces.NUMBER, Pieces.BOOLEAN, Pieces.NULL));
  }

  private static void only(String place, Set<String> names, Set<String> understood) {
    for (String name : names) if (!understood.contains(name)) throw refused(place, name);
  }

  private static Refused refused(String place, String found) {
    return new Refused(new ModelProblem.UnsupportedSchema(place, found));
  }

  private Form oneOf(JsonNode schemas, String place) {
    List<Form> forms = new ArrayList<>();
    for (JsonNode schema : schemas) forms.add(form(schema, place + "/" + forms.size()));
    if (forms.isEmpty()) throw refused(place, "[]");
    return new OneOf(forms);
  }

  private static Form constants(JsonNode schema, String place) {
    List<JsonNode> values = new ArrayList<>();
    if (schema.has("enum")) schema.get("enum").forEach(values::add);
    if (schema.has("const")) {
      if (schema.has("enum") && !values.contains(schema.get("const")))
        throw refused(place, "const");
      values = List.of(schema.get("const"));
    }
    List<String> types = schema.has("type") ? types(schema, place) : List.of();
    List<Form> forms =
        values.stream()
            .filter(value -> types.isEmpty() || types.stream().anyMatch(type -> is(type, value)))
            .map(Pieces::constant)
            .toList();
    if (forms.isEmpty()) throw refused(place, "enum");
    return new OneOf(forms);
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> value.isNull();
    };
  }

  /// The types that are named, or the one that the other words are about.
  private static List<String> types(JsonNode schema, String place) {
    JsonNode type = schema.path("type");
    if (type.isString()) return List.of(type.asString());
    if (type.isArray() && !type.isEmpty())
      return type.valueStream().map(one -> one.asString("")).toList();
    for (Map.Entry<String, Set<String>> entry : UNDERSTOOD.entrySet())
      if (entry.getValue().stream().anyMatch(schema::has)) return List.of(entry.getKey());
    String first =
        schema
            .propertyStream()
            .map(Map.Entry::getKey)
            .filter(name -> !WITHOUT_EFFECT.contains(name))
            .findFirst()
            .orElse("type");
    throw refused(place, first);
  }

  private Form typed(String type, JsonNode schema, String place) {
    return switch (type) {
      case "object" -> object(schema, place);
      case "array" -> array(schema, place);
      case "string" -> Pieces.STRING;
      case "integer" -> Pieces.INTEGER;
      case "number" -> Pieces.NUMBER;
      case "boolean" -> Pieces.BOOLEAN;
      case "null" -> Pieces.NULL;
      default -> throw refused(place, type);
    };
  }

  private Form object(JsonNode schema, String place) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asString("")));
    List<Members.Member> members = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String name = property.getKey();
      Form value = part(property.getValue(), place + "/properties/" + name);
      Form written = Pieces.constant(StringNode.valueOf(name));
      members.add(new Members.Member(written, value, required.remove(name)));
    }
    if (!required.isEmpty()) throw refused(place + "/required", String.join(", ", required));
    return new InOrder(
        List.of(new Literal("{"), new Members(new Members.Shape(members), 0, false)));
  }

  private Form array(JsonNode schema, String place) {
    int least = schema.path("minItems").asInt(0);
    int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
    if (least < 0 || most < least) throw refused(place, "minItems " + least + ", maxItems " + most);
    Form item = schema.has("items") ? part(schema.get("items"), place + "/items") : any();
    return new InOrder(List.of(new Literal("["), new Items(item, least, most, false)));
  }
}
