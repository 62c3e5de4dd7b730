package dev.afina.report;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.dataset.check.Examination;
import dev.afina.dataset.quality.Quality;
import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.ChatAnalysis;
import dev.afina.evaluation.Checklist;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.Gate;
import dev.afina.evaluation.IntentAnalysis;
import dev.afina.evaluation.IntentResults;
import dev.afina.evaluation.Results;
import dev.afina.evaluation.Verdict;
import dev.afina.evaluation.comparing.Item;
import dev.afina.evaluation.comparing.ItemStore;
import dev.afina.evaluation.comparing.Scorecard;
import dev.afina.evaluation.comparing.Scoring;
import dev.afina.evaluation.few.CrossValidation;
import dev.afina.evaluation.few.Growth;
import dev.afina.evaluation.few.GrowthCurve;
import dev.afina.evaluation.few.Outlook;
import dev.afina.evaluation.outcomes.Caution;
import dev.afina.evaluation.outcomes.Figure;
import dev.afina.evaluation.outcomes.Figures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Dossiers as they may come out for the two examples of the house.
final class Dossiers {
  private Dossiers() {}

  static Dossier shop(Path folder) {
    IntentResults results = Samples.shop();
    return new Dossier(
        Samples.making("tienda-intenciones", "afina run ."),
        new Results.Intents(results, IntentAnalysis.of(results)),
        material(true),
        new Records(
            Optional.of(card(contestants(folder, 60, 4))),
            Optional.of(crossValidation()),
            Optional.of(growth()),
            Optional.of(figures()),
            Optional.of(checklist())),
        new Dossier.Words(
            "La tienda recibe unos doscientos mensajes al día.\n\n- quejas\n- <b>preguntas</b>",
            "Las frases del mostrador valen más que las inventadas."),
        List.of("afina classify . '¿Me devuelven el dinero?'"));
  }

  static Dossier restaurant() {
    var results = Samples.restaurant();
    return new Dossier(
        Samples.making("restaurante-faq", "afina run ."),
        new Results.Chat(results, ChatAnalysis.of(results)),
        material(false),
        new Records(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        new Dossier.Words("", ""),
        List.of("afina chat . '¿A qué hora abren?'"));
  }

  private static Material material(boolean labels) {
    List<Conversation> some =
        IntStream.range(0, 12)
            .mapToObj(i ->
                new Conversation(
                    List.of(
                        Message.user("¿Tenéis la talla " + i + "?"),
                        Message.assistant(labels ? "consulta" : "Sí, la talla " + i + "."))))
            .toList();
    Quality quality =
        Quality.of(
            some, !labels, _ -> 40, _ -> "", new Examination(List.of(), List.of(), some.size()));
    return new Material(
        quality,
        2812,
        126,
        labels
            ? List.of(new Material.Divided("comprar", 9, 3), new Material.Divided("devolver", 9, 3))
            : List.of(),
        List.of(new Material.Fault("almost_repeated", List.of(3, 7))));
  }

  /// As many cases of so many intents, a tenth of them out of scope and a fifth variations.
  static List<Scoring.Answers> contestants(Path folder, int cases, int labels) {
    return List.of(
        answers(folder, Contestant.MODEL, cases, labels, 85),
        answers(folder, Contestant.UNTRAINED, cases, labels, 45),
        answers(folder, Contestant.LINEAR, cases, labels, 86));
  }

  static Scorecard card(List<Scoring.Answers> contestants) {
    return Scoring.of(contestants.getFirst(), contestants.subList(1, contestants.size()), 42);
  }

  static Scoring.Answers answers(
      Path folder, Contestant who, int cases, int labels, int percentRight) {
    Path file = folder.resolve(who + "-" + cases + "-" + labels + ".jsonl");
    ItemStore store =
        ItemStore.open(
            file,
            new ItemStore.Frozen(
                dev.afina.core.Digest.of("cases" + cases), dev.afina.core.Digest.of("" + who)));
    SplittableRandom random = new SplittableRandom(who.ordinal());
    List<Item> batch = new ArrayList<>();
    for (int i = store.done(); i < cases; i++) {
      batch.add(item(i, labels, random, percentRight));
      if (batch.size() == 5_000 || i == cases - 1) {
        store.append(batch);
        batch.clear();
      }
    }
    return new Scoring.Answers(who, "", file);
  }

  /// Mistakes are neighbours: `intent-4` is taken for `intent-5`, one in three for anything.
  private static Item item(int i, int labels, SplittableRandom random, int percentRight) {
    boolean none = i % 10 == 9;
    boolean varied = i % 5 == 4 && !none;
    String expected = none ? "none" : "intent-" + i % labels;
    boolean right = random.nextInt(100) < percentRight;
    int other = random.nextInt(3) == 0 ? random.nextInt(labels) : (i + 1) % labels;
    String said = right ? expected : "intent-" + other;
    boolean passed = said.equals(expected);
    return new Item(
        i + 1,
        varied ? "g" + (i - 1) : "g" + i,
        i % 3 == 0 ? CaseKind.NEW : CaseKind.EDGE,
        varied
            ? List.of(Scoring.VARIATION, "capitals")
            : none ? List.of("out-of-scope") : List.of(),
        "¿Frase n.º " + (i + 1) + "?",
        said,
        passed,
        new TreeMap<>(
            Map.of("probability", Math.min(1, percentRight / 100.0 + random.nextDouble(0.1)))),
        passed ? List.of() : List.of(expected));
  }

  private static CrossValidation crossValidation() {
    return new CrossValidation(
        48,
        44,
        new CrossValidation.Division(5, 2, 38.4, 9.6),
        List.of(
            new CrossValidation.Entry(
                Contestant.MODEL, .71, .56, .82, List.of(.6, .7, .8, .7, .75)),
            new CrossValidation.Entry(
                Contestant.LINEAR, .77, .62, .87, List.of(.7, .8, .8, .7, .85))),
        List.of(
            new CrossValidation.Duel(
                Contestant.LINEAR,
                Verdict.of(Contestant.LINEAR, 48, 48, 5, 9, .4),
                -6,
                -21,
                9,
                .4,
                .4)),
        List.of(new CrossValidation.Missed(7, "¿Y si no me vale?", "devolver", "consulta")));
  }

  private static Growth growth() {
    List<GrowthCurve.Point> points =
        List.of(
            new GrowthCurve.Point(10, .35, .23, .5),
            new GrowthCurve.Point(19, .5, .36, .63),
            new GrowthCurve.Point(29, .61, .46, .73),
            new GrowthCurve.Point(38, .7, .55, .81));
    List<GrowthCurve.Point> linear =
        points.stream()
            .map(one ->
                new GrowthCurve.Point(one.examples(), one.accuracy() + .03, one.low(), one.high()))
            .toList();
    return new Growth(
        48,
        5,
        List.of(
            new GrowthCurve(
                Contestant.MODEL, points, new Outlook.Rising(48, 96, .72, .81, .74, .87)),
            new GrowthCurve(Contestant.LINEAR, linear, new Outlook.Unsure(96, -2, 14))));
  }

  private static Figures figures() {
    return new Figures(
        Figures.Design.BEFORE_AFTER,
        new Figures.Group("antes", 300, 180, .66),
        new Figures.Group("después", 310, 190, .68),
        false,
        List.of(
            new Figure(
                Figure.Measure.SATISFACTION,
                new Figure.Side(200, .6, .53, .67),
                new Figure.Side(210, .724, .66, .78),
                new Figure.Difference(12.4, 3.1, 21.5),
                .008,
                .016,
                new Figure.Looks(-1, 25, .07, .14),
                new Figure.Finding.Improved(Figure.Measure.SATISFACTION))),
        List.of(new Caution.OtherThingsChanged("antes", "después"), new Caution.LookedAtOnce()));
  }

  private static Checklist checklist() {
    Verdict better = Verdict.of(Contestant.UNTRAINED, 40, 15, 3);
    return new Checklist(
        List.of(
            line(
                Checklist.Phase.BEFORE,
                Checklist.State.DONE,
                new Checklist.Point.EnoughExamples(48, 30)),
            line(Checklist.Phase.BEFORE, Checklist.State.UNKNOWN, new Checklist.Point.Consent()),
            line(
                Checklist.Phase.DURING,
                Checklist.State.DONE,
                new Checklist.Point.ValidationWatched(10)),
            line(
                Checklist.Phase.AFTER,
                Checklist.State.OPEN,
                new Checklist.Point.GatePassed(new Gate.Passed(better)))));
  }

  private static Checklist.Line line(
      Checklist.Phase phase, Checklist.State state, Checklist.Point point) {
    return new Checklist.Line(phase, state, point);
  }
}
