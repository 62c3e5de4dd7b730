package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.dataset.split.Grouping;
import dev.afina.evaluation.EvaluationProblem;
import dev.afina.evaluation.few.CrossValidation;
import dev.afina.evaluation.few.Fold;
import dev.afina.evaluation.few.Growth;
import dev.afina.evaluation.few.GrowthCurve;
import dev.afina.model.Base;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// What a project's few examples can tell, when none can be spared for a test: they judge each other.
/// Nothing that a run makes is changed.
public final class SmallData {
  private final Project project;
  private final World world;

  SmallData(Project project, World world) {
    this.project = project;
    this.world = world;
  }

  /// Who takes part.
  public enum Who {
    /// The tuned model, the linear model and the untrained base.
    ALL,
    /// The linear model alone: seconds instead of minutes.
    LINEAR
  }

  /// Divides the examples into `folds` and lets each judge what the others taught, `repeats` times.
  /// What was answered before is not asked again.
  ///
  /// @throws Refused if there are fewer groups of examples than folds, or anything is wrong with them
  public CrossValidation crossValidate(
      int folds, int repeats, Who who, Consumer<StepEvent> events, Consumer<TrialNews> news) {
    project.refuseChat("crossvalidate");
    Material material = material(folds, who, events);
    List<Trial> trials =
        Trial.crossValidation(material.all, material.groups, folds, repeats, seed());
    try (ProjectLock _ = ProjectLock.take(project.files())) {
      Path folder = project.files().crossValidation();
      CrossValidation made =
          CrossValidation.of(answers(trials, who, material, folder, events, news), folds);
      Json.write(project.files().crossValidated(), made);
      return made;
    }
  }

  /// Learns growing parts of the examples, and says what twice as many would bring.
  ///
  /// @throws Refused if there are fewer groups of examples than folds, or anything is wrong with them
  public Growth learningCurve(
      int folds, Who who, Consumer<StepEvent> events, Consumer<TrialNews> news) {
    project.refuseChat("curve");
    Material material = material(folds, who, events);
    int least = 2 * project.labels().size();
    List<Trial> trials =
        Trial.learningCurve(material.all, material.groups, folds, least, seed());
    try (ProjectLock _ = ProjectLock.take(project.files())) {
      Path folder = project.files().learningCurve();
      List<Fold> answers = answers(trials, who, material, folder, events, news);
      int examples = material.all.size();
      List<GrowthCurve> curves = new ArrayList<>();
      answers.stream()
          .map(Fold::who)
          .distinct()
          .forEach(one ->
              curves.add(
                  GrowthCurve.of(
                      answers.stream().filter(fold -> fold.who() == one).toList(),
                      examples,
                      seed())));
      Growth made = new Growth(examples, folds, curves);
      Json.write(project.files().growth(), made);
      return made;
    }
  }

  /// The conversations as a run would learn them, and what belongs together among them.
  private record Material(List<Conversation> all, int[] groups) {}

  /// Does the steps before the training, as far as they are needed and not done yet.
  private Material material(int folds, Who who, Consumer<StepEvent> events) {
    StepName last =
        switch (who) {
          case ALL -> StepName.PREPARE;
          case LINEAR -> StepName.PROMPTS;
        };
    project.run(StepName.EXAMPLES, last, false, events);
    List<Conversation> all = Json.readLines(project.files().prompts(), Conversation.class);
    int[] groups = Grouping.of(all);
    int different = (int) Arrays.stream(groups).distinct().count();
    if (different < folds)
      throw new Refused(new EvaluationProblem.TooFewToDivide(different, folds));
    return new Material(all, groups);
  }

  private List<Fold> answers(
      List<Trial> trials,
      Who who,
      Material material,
      Path folder,
      Consumer<StepEvent> events,
      Consumer<TrialNews> news) {
    Trials asked =
        new Trials(
            project.files(), project.settings(), material.all, material.groups, folder, news);
    List<Fold> linear = asked.linear(trials);
    return switch (who) {
      case LINEAR -> linear;
      case ALL -> {
        Planning planning = planning(events);
        List<Fold> untrained = asked.untrained(trials, planning);
        List<Fold> all = new ArrayList<>(asked.tuned(trials, planning));
        all.addAll(untrained);
        all.addAll(linear);
        yield all;
      }
    };
  }

  private Planning planning(Consumer<StepEvent> events) {
    ProjectFiles files = project.files();
    ChosenBase chosen = Json.read(files.preparation(), Preparation.class).base();
    Base base =
        new BaseChoice(files, project.settings(), world.bases())
            .again(chosen, one -> events.accept(new StepEvent.Fetching(StepName.TRAIN, one)));
    return new Planning(project.settings(), world.workshop(), base, chosen.seedModel());
  }

  private long seed() {
    return project.settings().seed();
  }
}
