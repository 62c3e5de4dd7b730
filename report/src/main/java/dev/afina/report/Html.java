package dev.afina.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A piece of a page. Text and attributes can only get into one through here, and are escaped when
/// it is written: no sentence of a customer becomes markup.
sealed interface Html extends Part {

  record Text(String text) implements Html {}

  record Element(String name, Map<String, String> attributes, List<Html> children)
      implements Html {}

  record Many(List<Html> all) implements Html {}

  /// The page's own style sheet: a constant of this module, never somebody's text.
  record Style(String css) implements Html {}

  Set<String> VOID = Set.of("meta", "br");

  static Element el(String name, Part... parts) {
    Map<String, String> attributes = new LinkedHashMap<>();
    List<Html> children = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Part.Attribute attribute -> attributes.put(attribute.name(), attribute.value());
        case Html child -> children.add(child);
      }
    }
    return new Element(name, attributes, children);
  }

  /// An element of nothing but text.
  static Element el(String name, String text) {
    return el(name, text(text));
  }

  /// An element of a class, with nothing but text.
  static Element el(String name, String type, String text) {
    return el(name, at("class", type), text(text));
  }

  static Part at(String name, String value) {
    return new Part.Attribute(name, value);
  }

  static Part type(String name) {
    return at("class", name);
  }

  static Html text(String text) {
    return new Text(text);
  }

  static Html all(List<? extends Html> pieces) {
    return new Many(List.copyOf(pieces));
  }

  static Html nothing() {
    return new Many(List.of());
  }

  default String page() {
    StringBuilder out = new StringBuilder("<!doctype html>\n");
    write(this, out);
    return out.append('\n').toString();
  }

  default String markup() {
    StringBuilder out = new StringBuilder();
    write(this, out);
    return out.toString();
  }

  private static void write(Html piece, StringBuilder out) {
    switch (piece) {
      case Text(String text) -> escape(text, out);
      case Many(List<Html> all) -> all.forEach(one -> write(one, out));
      case Style(String css) -> out.append("<style>\n").append(css).append("</style>");
      case Element(String name, Map<String, String> attributes, List<Html> children) -> {
        out.append('<').append(name);
        attributes.forEach((key, value) -> {
          out.append(' ').append(key).append("=\"");
          escape(value, out);
          out.append('"');
        });
        out.append('>');
        children.forEach(child -> write(child, out));
        if (!VOID.contains(name)) out.append("</").append(name).append('>');
        if (BLOCKS.contains(name)) out.append('\n');
      }
    }
  }

  /// Ended by a line end, so that a page can be read and compared as text.
  Set<String> BLOCKS =
      Set.of("meta", "title", "head", "section", "header", "footer", "p", "tr", "li", "h1", "h2");

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }
}
