package dev.afina.report;

import static dev.afina.report.Html.at;
import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.Advice;
import dev.afina.evaluation.Basis;
import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.Grade;
import dev.afina.evaluation.KindScore;
import dev.afina.evaluation.NextStep;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// What the pages of intents and of chat have in common.
record Page(Texts texts) {

  /// The whole document, to be read on a screen.
  Html document(String title, List<Html> sections) {
    return document(title, "report.css", el("main", Html.all(sections)), footer());
  }

  /// @param style the style sheet it is shown by
  Html document(String title, String style, Html... content) {
    return el(
        "html",
        at("lang", texts.locale().getLanguage()),
        el(
            "head",
            el("meta", at("charset", "utf-8")),
            el(
                "meta",
                at("name", "viewport"),
                at("content", "width=device-width, initial-scale=1")),
            el("meta", at("name", "color-scheme"), at("content", "light dark")),
            el("title", texts.word("report.title", "project", title)),
            new Html.Style(Css.read(style))),
        el("body", Html.all(List.of(content))));
  }

  Html footer() {
    return el("footer", el("p", texts.word("report.footer")));
  }

  /// What must be known before a number is believed.
  Html warnings(Basis basis) {
    List<Html> all = new ArrayList<>();
    if (basis.seedBase()) all.add(el("p", "warning", texts.word("report.warning.seed")));
    if (basis.onValidation()) all.add(el("p", "warning", texts.word("report.warning.validation")));
    return Html.all(all);
  }

  Html section(String id, String title, Html... content) {
    return el("section", at("id", id), el("h2", title), Html.all(List.of(content)));
  }

  Html grade(Grade grade, boolean onNew) {
    List<Html> notes = new ArrayList<>();
    for (Grade.Note note : grade.notes()) notes.add(el("li", texts.say(note)));
    String basis =
        texts.word(
            "report.grade.basis",
            "correct",
            grade.score().correct(),
            "total",
            grade.score().total(),
            "kind",
            onNew ? "new" : "all",
            "low",
            texts.percent(grade.score().low()));
    return el(
        "aside",
        type("grade"),
        el(
            "p",
            type("letter"),
            el("span", texts.word("report.grade")),
            Html.text(" "),
            el("b", grade.letter().sign()),
            grade.provisional()
                ? el("em", texts.word("report.grade.provisional"))
                : Html.nothing()),
        el("p", basis),
        notes.isEmpty() ? Html.nothing() : el("ul", Html.all(notes)),
        el("p", "scale", texts.word("report.grade.scale")));
  }

  Html advice(List<Advice> advice, List<NextStep> next) {
    return section("todo", texts.word("report.todo"), next(advice, next));
  }

  /// What to do, and the plan of iterations.
  Html next(List<Advice> advice, List<NextStep> next) {
    List<Html> items = new ArrayList<>();
    boolean gains = false;
    for (Advice one : advice) {
      long points = Math.round(one.gain());
      gains |= points > 0;
      items.add(
          el(
              "li",
              el("p", texts.say(one)),
              points > 0
                  ? el("p", "gain", texts.word("report.todo.gain", "points", points))
                  : Html.nothing()));
    }
    List<Html> steps = new ArrayList<>();
    for (NextStep step : next) steps.add(el("li", texts.say(step)));
    return Html.all(
        List.of(
            el("ol", type("advice"), Html.all(items)),
            gains ? el("p", "note", texts.word("report.todo.note")) : Html.nothing(),
            el("h3", texts.word("report.todo.next")),
            el("ol", type("plan"), Html.all(steps))));
  }

  /// A number with its sign.
  String signed(double value, int decimals) {
    return (value < 0 ? "−" : "+") + texts.number(Math.abs(value), decimals);
  }

  Dots kinds(List<KindScore> kinds) {
    return new Dots(
        kinds.stream()
            .map(kind ->
                new Dots.Row(
                    texts.word("report.kind." + kind.kind().name()),
                    kind.score(),
                    kind.kind() == CaseKind.NEW))
            .toList(),
        OptionalDouble.empty());
  }

  Html figure(String caption, Html content) {
    return el("figure", el("figcaption", caption), content);
  }
}
