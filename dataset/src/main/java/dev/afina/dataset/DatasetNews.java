package dev.afina.dataset;

import dev.afina.core.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What happened to conversations on their way, for whoever asked for it.
public sealed interface DatasetNews extends Fact {

  /// @param lost places that gave no conversation
  record Imported(String file, String format, int conversations, int lost) implements DatasetNews {}

  /// What a filter will leave, before it is applied.
  record Remains(int before, int remaining, int excluded) implements DatasetNews {}

  /// @param conversations that are rated so and stay
  record Stay(int stars, int conversations) implements DatasetNews {}

  record StayUnrated(int conversations) implements DatasetNews {}

  record StayCorrected(int conversations) implements DatasetNews {}

  record Go(int stars, int conversations) implements DatasetNews {}

  record GoFor(Filter.Reason reason, int conversations) implements DatasetNews {}

  record Muted(int answers) implements DatasetNews {}

  /// A maximum leaves some out that would have stayed.
  record OverMaximum(int conversations, int maximum) implements DatasetNews {}

  record Filtered(String file, int conversations) implements DatasetNews {}

  record PairsWritten(String file, int corrected, int likeQuestions) implements DatasetNews {}

  record Exported(String file, String format, int conversations) implements DatasetNews {}

  /// Warnings that are not said one by one.
  ///
  /// @param file where all of them are
  record MoreFindings(int findings, String file) implements DatasetNews {}

  /// What a forecast says, in its order.
  static List<DatasetNews> of(Forecast forecast) {
    List<DatasetNews> news = new ArrayList<>();
    news.add(new Remains(forecast.before(), forecast.taken(), forecast.excluded()));
    for (int stars = 5; stars >= 1; stars--)
      if (forecast.kept().get(stars) > 0) news.add(new Stay(stars, forecast.kept().get(stars)));
    if (forecast.kept().getFirst() > 0) news.add(new StayUnrated(forecast.kept().getFirst()));
    if (forecast.changes().corrected() > 0)
      news.add(new StayCorrected(forecast.changes().corrected()));
    for (int stars = 4; stars >= 0; stars--)
      if (forecast.gone().get(stars) > 0) news.add(new Go(stars, forecast.gone().get(stars)));
    forecast.others().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> news.add(new GoFor(one.getKey(), one.getValue())));
    if (forecast.changes().muted() > 0) news.add(new Muted(forecast.changes().muted()));
    int over = forecast.remaining() - forecast.taken();
    if (over > 0) news.add(new OverMaximum(over, forecast.taken()));
    return news;
  }
}
