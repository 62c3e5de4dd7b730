package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.Checklist;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The checklist, filled in: what is done, what is open, and what only a person can say.
record ChecklistPart(Checklist checklist, Texts texts) {

  Html draw() {
    List<Html> all = new ArrayList<>();
    for (Checklist.Phase phase : Checklist.Phase.values()) {
      List<Html> items =
          checklist.lines().stream().filter(line -> line.phase() == phase).map(this::item).toList();
      if (items.isEmpty()) continue;
      all.add(el("h3", texts.word("report.checklist." + phase.name())));
      all.add(el("ul", type("checklist"), Html.all(items)));
    }
    return Html.all(all);
  }

  private Html item(Checklist.Line line) {
    String sign =
        switch (line.state()) {
          case DONE -> "✓";
          case OPEN -> "✗";
          case UNKNOWN -> "?";
        };
    String state = texts.word("report.checklist." + line.state().name());
    return el(
        "li",
        type(line.state().name().toLowerCase(Locale.ROOT)),
        el("b", at("title", state), Html.text(sign)),
        Html.text(" "),
        el("span", texts.say(line.point())),
        Html.text(" "),
        el("small", state));
  }
}
