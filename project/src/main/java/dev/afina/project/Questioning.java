package dev.afina.project;

import dev.afina.core.Message;
import dev.afina.evaluation.comparing.Item;
import dev.afina.evaluation.comparing.TestCase;
import java.util.ArrayList;
import java.util.List;

/// Cases put to one who takes part in a [Contest], and what is answered, graded.
sealed interface Questioning permits Sorting, Talking {

  /// @param batch of the cases, in their order
  /// @param from how many cases stand before it
  List<Item> of(List<TestCase> batch, int from);

  /// What is said to an entrant: its own prompt, then the question.
  static List<Message> asked(Entrants.Entrant entrant, List<Message> question) {
    List<Message> all = new ArrayList<>(entrant.prompt());
    all.addAll(question);
    return all;
  }

  /// A case as its answer is stored with.
  ///
  /// @param number from 1
  static Graded.Asked asked(TestCase one, int number) {
    TestCase.Place place = one.place();
    String group = place.group().isEmpty() ? "#" + number : place.group();
    return new Graded.Asked(number, group, place.kind(), place.tags(), one.text());
  }
}
