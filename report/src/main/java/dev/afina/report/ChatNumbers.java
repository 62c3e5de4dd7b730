package dev.afina.report;

import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.core.Message;
import dev.afina.core.Role;
import dev.afina.evaluation.ChatResults;
import dev.afina.evaluation.ChatResults.Answer;
import dev.afina.evaluation.ChatResults.Answered;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.Score;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The numbers of a chat model's test, and both models' answers side by side.
record ChatNumbers(ChatResults results, Texts texts) {

  /// What changed, in three numbers.
  Html cards() {
    return el(
        "div",
        type("three"),
        change("perplexity", results.perplexity()),
        change("chrf", results.chrf()),
        facts());
  }

  /// Cases answered with all their facts.
  Html complete(Page page) {
    return page.figure(
        texts.word("report.dots.facts"),
        Html.all(
            List.of(
                new Dots(
                        List.of(
                            row(Contestant.MODEL, results.model().complete()),
                            row(Contestant.UNTRAINED, results.untrained().complete())),
                        OptionalDouble.empty())
                    .draw(texts),
                el(
                    "p",
                    "note",
                    texts.word("report.dots.note") + " " + texts.word("report.dots.facts.note")))));
  }

  private Dots.Row row(Contestant who, Score score) {
    return new Dots.Row(ContestantName.of(who, texts), score, who == Contestant.MODEL);
  }

  /// A number, what it was before, and how sure the difference is.
  private Html change(String key, ChatResults.Change change) {
    String difference =
        texts.word(
            "report.chat.change",
            "difference",
            signed(change.difference()),
            "low",
            signed(change.low()),
            "high",
            signed(change.high()));
    return card(
        "report.chat." + key,
        number(change.tuned()),
        number(change.base()),
        difference,
        texts.word("report.chat.note." + key));
  }

  private Html facts() {
    Score said = results.model().said();
    Score before = results.untrained().said();
    if (said.total() == 0) return Html.nothing();
    return card(
        "report.chat.facts",
        texts.percent(said.accuracy()),
        texts.percent(before.accuracy()),
        texts.word(
            "report.between",
            "low",
            texts.number(Math.round(100 * said.low())),
            "high",
            texts.percent(said.high())),
        texts.word("report.chat.note.facts", "total", said.total()));
  }

  private Html card(String key, String tuned, String base, String difference, String note) {
    return el(
        "div",
        type("card"),
        el("p", "label", texts.word(key)),
        el(
            "p",
            type("big"),
            el("b", tuned),
            Html.text(" "),
            el("span", texts.word("report.chat.before") + " " + base)),
        el("p", difference),
        el("p", "note", note));
  }

  private String number(double value) {
    return texts.number(value, Math.abs(value) < 100 ? 1 : 0);
  }

  private String signed(double value) {
    String digits = number(Math.abs(value));
    return (value < 0 ? "−" : "+") + digits;
  }

  /// @param most cases that are shown
  Html answers(int most) {
    List<Html> all = new ArrayList<>();
    for (Answered one : results.cases().subList(0, Math.min(most, results.cases().size())))
      all.add(answered(one));
    int hidden = results.cases().size() - all.size();
    return Html.all(
        List.of(
            el("p", texts.word("report.chat.answers.note")),
            Html.all(all),
            hidden > 0 ? el("p", "note", texts.word("report.more", "n", hidden)) : Html.nothing()));
  }

  private Html answered(Answered one) {
    Differences marked = Differences.between(one.base().text(), one.tuned().text());
    return el(
        "article",
        type("case"),
        el("h3", Html.all(question(one.question())), el("small", texts.word(one.kind()))),
        el(
            "p",
            type("reference"),
            el("span", texts.word("report.chat.reference")),
            Html.text(" "),
            Html.text(one.reference())),
        el(
            "div",
            type("two"),
            said(Contestant.UNTRAINED, one.base(), marked.before(), one.facts()),
            said(Contestant.MODEL, one.tuned(), marked.after(), one.facts())));
  }

  private static List<Html> question(List<Message> messages) {
    List<Html> said = new ArrayList<>();
    for (Message message : messages)
      if (message.role() != Role.SYSTEM)
        said.add(el("span", message.role() == Role.USER ? "asked" : "before", message.content()));
    return said;
  }

  private Html said(Contestant who, Answer answer, Html marked, List<String> facts) {
    List<Html> chips = new ArrayList<>();
    for (String fact : facts) {
      boolean missing = answer.missing().contains(fact);
      chips.add(el("li", missing ? "no" : "yes", (missing ? "✗ " : "✓ ") + fact));
    }
    if (!answer.finished()) chips.add(el("li", "cut", texts.word("report.chat.cut")));
    return el(
        "div",
        type(who == Contestant.MODEL ? "said tuned" : "said"),
        el("h4", ContestantName.of(who, texts)),
        el("p", answer.text().isBlank() ? Html.text(texts.word("report.chat.empty")) : marked),
        chips.isEmpty() ? Html.nothing() : el("ul", type("chips"), Html.all(chips)));
  }
}
