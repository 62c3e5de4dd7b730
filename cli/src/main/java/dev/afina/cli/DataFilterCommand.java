package dev.afina.cli;

import dev.afina.core.Conversation;
import dev.afina.core.Pair;
import dev.afina.core.Refused;
import dev.afina.dataset.DatasetNews;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Filter;
import dev.afina.dataset.Forecast;
import dev.afina.dataset.LikeQuestions;
import dev.afina.dataset.Minimum;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.Selection;
import dev.afina.dataset.Source;
import dev.afina.dataset.format.ChatFormat;
import dev.afina.dataset.format.PairFormat;
import java.time.DateTimeException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Keeps what was rated well. Without `--out` it only says what would remain.
@Command(name = "filter")
final class DataFilterCommand extends Verb {

  @Parameters(paramLabel = "${bundle:label.file}", descriptionKey = "param.data")
  String file;

  @Option(
      names = "--out",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.filterOut",
      order = 10)
  @Nullable String out;

  @Option(names = "--min-stars", paramLabel = "1–5", descriptionKey = "option.minStars", order = 11)
  int minimumStars = Filter.USUAL.minimum();

  @Option(
      names = "--unrated",
      paramLabel = "keep|drop",
      descriptionKey = "option.unrated",
      order = 12)
  String unrated = "keep";

  @Option(names = "--answers", descriptionKey = "option.answers", order = 13)
  boolean answers;

  @Option(names = "--off", descriptionKey = "option.filterOff", order = 14)
  boolean off;

  @Option(
      names = "--from",
      paramLabel = "2026-01-31",
      descriptionKey = "option.filterFrom",
      order = 15)
  @Nullable String from;

  @Option(names = "--to", paramLabel = "2026-12-31", descriptionKey = "option.filterTo", order = 16)
  @Nullable String to;

  @Option(names = "--max", paramLabel = "N", descriptionKey = "option.max", order = 17)
  int maximum;

  @Option(names = "--seed", paramLabel = "N", descriptionKey = "option.filterSeed", order = 18)
  long seed = 42;

  @Option(
      names = "--pairs",
      paramLabel = "${bundle:label.file}",
      descriptionKey = "option.pairs",
      order = 19)
  @Nullable String pairs;

  @Mixin ImportChoices choices = new ImportChoices();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a file
  DataFilterCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    Selection selection = new Selection(filter(), maximum, seed);
    Output output = new Output(out == null ? "" : out, call);
    Telling telling = new Telling(call, output.isStandard());
    try (Input input = Input.of(file, call)) {
      LikeQuestions like = new LikeQuestions();
      Forecast forecast =
          selection.count(
              choices.readings(input.source()).peek(one -> one.told().forEach(telling::finding)),
              one -> {
                if (pairs != null) like.add(one);
              });
      Minimum.USUAL.before(forecast.before()).ifPresent(problem -> refuse(problem));
      DatasetNews.of(forecast).forEach(telling::news);
      if (forecast.taken() == 0) refuse(new DatasetProblem.NothingRemains(forecast.before()));
      List<DatasetProblem> warnings = Minimum.USUAL.warnings(forecast);
      warnings.forEach(telling::finding);
      if (out != null) {
        if (!goesOn(warnings)) return Exit.REFUSED;
        output.write(stream -> {
          try (var writer = new ChatFormat(true, Scale.STARS).to(stream)) {
            selection.take(choices.readings(input.source()), writer::write);
          }
        });
        telling.news(new DatasetNews.Filtered(out, forecast.taken()));
      }
      if (pairs != null) writePairs(input.source(), like, telling);
    }
    telling.end();
    return telling.exit();
  }

  private static void refuse(DatasetProblem problem) {
    throw new Refused(problem);
  }

  /// Too few that would remain is the one warning that a person must go on in spite of.
  private boolean goesOn(List<DatasetProblem> warnings) {
    boolean few = warnings.stream().anyMatch(DatasetProblem.FewRemain.class::isInstance);
    return !few || call.agrees(call.word("screen.askFew"));
  }

  /// Corrected answers first, then good and bad answers to the same question.
  private void writePairs(Source source, LikeQuestions like, Telling telling) {
    List<Pair> alike = like.pairs();
    int[] corrected = {0};
    new Output(String.valueOf(pairs), call)
        .write(stream -> {
          try (var writer = new PairFormat(false).to(stream);
              Stream<Conversation> all = conversations(source)) {
            for (Conversation one : (Iterable<Conversation>) all::iterator)
              if (writer.write(one)) corrected[0] += Pair.in(one).size();
            for (Pair pair : alike) writer.write(pair.conversation());
          }
        });
    telling.news(new DatasetNews.PairsWritten(String.valueOf(pairs), corrected[0], alike.size()));
  }

  private Stream<Conversation> conversations(Source source) {
    return choices
        .readings(source)
        .flatMap(reading ->
            reading instanceof Reading.Good good ? Stream.of(good.conversation()) : Stream.empty());
  }

  private Filter filter() {
    if (minimumStars < 1 || minimumStars > 5)
      throw new Refused(new CliProblem.OutOfRange("--min-stars", minimumStars, 1, 5));
    if (!List.of("keep", "drop").contains(unrated))
      throw new Refused(new CliProblem.NoSuchChoice("--unrated", unrated, List.of("keep", "drop")));
    return new Filter(
        !off,
        minimumStars,
        unrated.equals("keep"),
        answers ? Filter.Scope.ANSWERS : Filter.Scope.CONVERSATIONS,
        window());
  }

  private Filter.Window window() {
    try {
      return Filter.Window.between(from, to);
    } catch (DateTimeException e) {
      throw new Refused(new CliProblem.WrongValue("--from, --to", from + ", " + to));
    }
  }
}
