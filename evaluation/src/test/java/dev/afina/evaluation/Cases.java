package dev.afina.evaluation;

import dev.afina.core.Message;
import dev.afina.dataset.Labelled;
import java.util.ArrayList;
import java.util.List;

/// Results of tests whose outcome is chosen: the sentence itself says what the model answers.
final class Cases {
  private static final List<String> LABELS = List.of("comprar", "devolver");

  private Cases() {}

  /// So many new cases answered rightly and wrongly.
  static IntentResults of(int right, int wrong) {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < right; i++) cases.add(one("Comprár uno", "comprar"));
    for (int i = 0; i < wrong; i++) cases.add(one("Comprár uno", "devolver"));
    return judge(cases);
  }

  static IntentResults withOutside(int right, int rejected, int of) {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < right; i++) cases.add(one("Comprár uno", "comprar"));
    for (int i = 0; i < of; i++)
      cases.add(one(i < rejected ? "¿Qué hora es?" : "Comprár uno", "none"));
    return judge(cases);
  }

  /// The linear model learned the very sentences, the tuned one is wrong on some.
  static IntentResults beatenByLinear(int right, int wrong) {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < right; i++) cases.add(one("Comprár uno", "comprar"));
    for (int i = 0; i < wrong; i++) cases.add(one("xxxx", "devolver"));
    return judge(cases);
  }

  /// Two intents of the same size, some of each taken for the other.
  static IntentResults confused(int cases, int first, int second) {
    List<Case> all = new ArrayList<>();
    for (int i = 0; i < cases / 2; i++) {
      all.add(one(i < first ? "Devolvér uno" : "Comprár uno", "comprar"));
      all.add(one(i < second ? "Comprár uno" : "Devolvér uno", "devolver"));
    }
    return judge(all);
  }

  static IntentResults withShouting(int right, int shouted) {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < right; i++) cases.add(one("Comprár uno", "comprar"));
    for (int i = 0; i < shouted; i++) cases.add(one("DEVOLVÉR ESTO", "comprar"));
    return judge(cases);
  }

  static IntentResults withWord(String word, int right, int wrong) {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < right; i++) cases.add(one("Comprár uno", "comprar"));
    for (int i = 0; i < wrong; i++) cases.add(one("Devolvér el " + word, "comprar"));
    return judge(cases);
  }

  private static Case one(String text, String expected) {
    return Case.of(text, expected, CaseKind.NEW);
  }

  private static IntentResults judge(List<Case> cases) {
    List<Labelled> training =
        List.of(
            new Labelled("Comprár uno", "comprar"),
            new Labelled("Comprár dos", "comprar"),
            new Labelled("xxxx", "devolver"),
            new Labelled("xxxx xxxx", "devolver"));
    return new IntentTest(LABELS, training, training, cases, new Basis(false, false, 36, 12))
        .judge(
            text -> List.of(Message.user(text)),
            () ->
                new FakeModel(
                    (text, label) ->
                        text.toLowerCase(java.util.Locale.ROOT).startsWith(label.substring(0, 5))
                            ? -0.01
                            : -6.0,
                    q -> q),
            () -> new FakeModel((_, label) -> label.equals("devolver") ? -0.1 : -2.0, q -> q),
            42);
  }
}
