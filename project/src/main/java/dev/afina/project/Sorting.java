package dev.afina.project;

import static dev.afina.evaluation.statistics.Rounding.six;
import static dev.afina.project.Questioning.asked;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.evaluation.Classifier;
import dev.afina.evaluation.comparing.AnswerSheet;
import dev.afina.evaluation.comparing.Item;
import dev.afina.evaluation.comparing.TestCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Sentences are sorted into intents.
record Sorting(Entrants.Entrant entrant, Answerer answerer, Classifier classifier, Meter meter)
    implements Questioning {

  /// @param validation that the probabilities are calibrated on
  static Sorting calibrated(
      Entrants.Entrant entrant,
      Answerer answerer,
      List<String> labels,
      List<Conversation> validation,
      Meter meter) {
    Classifier classifier =
        Classifier.calibrate(
            labels,
            answerer.scores(
                validation.stream()
                    .map(one -> asked(entrant, Entrants.unprompted(one.question())))
                    .toList()),
            validation.stream().map(Conversation::answer).toList());
    return new Sorting(entrant, answerer, classifier, meter);
  }

  @Override
  public List<Item> of(List<TestCase> batch, int from) {
    Instant start = meter.now();
    List<double[]> scores =
        answerer.scores(
            batch.stream().map(one -> asked(entrant, List.of(Message.user(one.text())))).toList());
    double seconds = meter.seconds(start) / batch.size();
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      TestCase one = batch.get(i);
      items.add(
          Graded.sentence(
              asked(one, from + i + 1),
              one.expected().orElseThrow(),
              classifier.predict(scores.get(i)),
              Map.of(AnswerSheet.SECONDS, six(seconds))));
    }
    return items;
  }
}
