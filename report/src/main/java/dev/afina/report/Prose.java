package dev.afina.report;

import static dev.afina.report.Html.el;

import java.util.ArrayList;
import java.util.List;

/// What a person wrote, as paragraphs, lists and headings: the part of Markdown that everybody
/// writes without knowing it. Nothing in it becomes markup.
final class Prose {
  private Prose() {}

  static Html of(String text) {
    List<Html> all = new ArrayList<>();
    for (String block : text.strip().split("\\R\\s*\\R")) all.add(block(block.strip()));
    return Html.all(all);
  }

  private static Html block(String block) {
    if (block.isEmpty()) return Html.nothing();
    if (block.startsWith("#"))
      return el("h3", block.lines().findFirst().orElse("").replaceFirst("^#+\\s*", ""));
    if (block.matches("(?s)[-*] .*")) {
      List<Html> items = new ArrayList<>();
      for (String item : block.split("(?m)^[-*] "))
        if (!item.isBlank()) items.add(el("li", oneLine(item)));
      return el("ul", Html.all(items));
    }
    return el("p", oneLine(block));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
