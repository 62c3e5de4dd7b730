package dev.afina.report;

import static dev.afina.report.Html.el;
import static dev.afina.report.Html.type;

import dev.afina.evaluation.ChatAnalysis;
import dev.afina.evaluation.ChatResults;
import dev.afina.evaluation.Conclusion;
import dev.afina.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// The report of a chat model: the verdict, then both models' answers side by side.
record ChatPage(ChatResults results, ChatAnalysis analysis, Making making, Texts texts) {
  private static final int ANSWERS = 200;

  Html draw() {
    Page page = new Page(texts);
    List<Html> sections = new ArrayList<>();
    sections.add(verdict(page));
    sections.add(
        page.section(
            "answers",
            texts.word("report.chat.answers"),
            new ChatNumbers(results, texts).answers(ANSWERS)));
    sections.add(page.advice(analysis.advice(), analysis.next()));
    if (!results.kinds().isEmpty())
      sections.add(
          page.section(
              "kinds",
              texts.word("report.kinds.chat"),
              page.figure(
                  texts.word("report.dots.facts"), page.kinds(results.kinds()).draw(texts))));
    sections.add(new MakingPart(making, texts).training(page));
    sections.add(new MakingPart(making, texts).madeOf(page));
    return page.document(making.project(), sections);
  }

  private Html verdict(Page page) {
    boolean facts = results.model().complete().total() > 0;
    List<Html> head = new ArrayList<>();
    head.add(
        el(
            "p",
            "kicker",
            making.project()
                + " · "
                + texts.word("report.kicker.chat", "base", making.plan().base())));
    head.add(el("h1", texts.say(Conclusion.of(results))));
    head.add(page.warnings(results.basis()));
    head.add(el("p", "lede", texts.say(results.surprise())));
    if (facts)
      head.add(
          el(
              "p",
              "lede",
              texts.word("report.dots.facts") + ". " + texts.say(results.comparison().unseen())));
    ChatNumbers numbers = new ChatNumbers(results, texts);
    head.add(numbers.cards());
    if (facts) head.add(el("div", type("verdict"), numbers.complete(page), grade(page)));
    return el("header", Html.all(head));
  }

  private Html grade(Page page) {
    return analysis
        .grade()
        .map(grade -> page.grade(grade, true))
        .orElseGet(() -> el("aside", type("grade"), el("p", texts.word("report.grade.none"))));
  }
}
