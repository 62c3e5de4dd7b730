package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.model.Base;
import dev.afina.model.TunedModel;
import dev.afina.training.History;
import dev.afina.training.Plan;
import dev.afina.training.RunFolder;
import dev.afina.training.TrainingProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Step 5: trains the plan, or goes on with it, or finds that it was trained before.
record TrainStep(ProjectFiles files, ProjectSettings project, Bases bases, Workshop workshop)
    implements Step {

  @Override
  public StepName name() {
    return StepName.TRAIN;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(files.training(), StepName.SPLIT),
        new Need(files.validation(), StepName.SPLIT),
        new Need(files.preparation(), StepName.PREPARE));
  }

  @Override
  public SortedMap<String, String> settings() {
    List<SettingName> names = new ArrayList<>(SettingName.training());
    names.addAll(List.of(SettingName.KIND, SettingName.PRECISION, SettingName.THREADS));
    TreeMap<String, String> settings = project.of(names);
    settings.put("engine", Integer.toString(Plan.ENGINE));
    return settings;
  }

  @Override
  public StepOutcome run(Outputs outputs, Consumer<StepEvent> events) {
    ChosenBase chosen = Json.read(files.preparation(), Preparation.class).base();
    Base base = new BaseChoice(files, project, bases).again(chosen, fetching(events));
    Plan plan = begunElsewhere(plan(base, chosen.seedModel()), events);
    Path model = files.model(plan.digest());
    FineTuning done = kept(model, events).orElseGet(() -> trained(plan, base, chosen, events));
    outputs.json(files.fineTuning(), done);
    outputs.made(model.resolve(KeptModel.MODEL));
    outputs.made(KeptModel.weights(model, done.form()));
    return new StepOutcome.Tuned(done.bestEpoch(), done.epochs().size(), done.validation());
  }

  private Plan plan(Base base, boolean seedBase) {
    List<Conversation> training = Json.readLines(files.training(), Conversation.class);
    List<Conversation> validation = Json.readLines(files.validation(), Conversation.class);
    List<String> labels =
        switch (project.kind()) {
          case INTENTS ->
              Stream.of(training, validation)
                  .flatMap(List::stream)
                  .map(Conversation::answer)
                  .distinct()
                  .sorted()
                  .toList();
          case CHAT -> List.of();
        };
    return new Planning(project, workshop, base, seedBase)
        .of(files.training(), files.validation(), labels);
  }

  /// A training of the same plan that another machine began and nobody ended is gone on with, in
  /// the way it was begun: its last bits may then differ from a training on one machine, and that
  /// is said.
  private Plan begunElsewhere(Plan plan, Consumer<StepEvent> events) {
    for (RunFolder run : files.runs()) {
      if (!run.isUnfinished()) continue;
      Optional<Plan> readable = run.readablePlan();
      if (readable.isEmpty()) continue; // an earlier version's
      Plan begun = readable.get();
      if (!begun.numerics().processor().equals(plan.numerics().processor())
          && begun.with(plan.numerics()).equals(plan)) {
        TrainingProblem warning =
            new TrainingProblem.MadeElsewhere(
                begun.numerics().toString(), plan.numerics().toString());
        warn(warning, events);
        return begun;
      }
    }
    return plan;
  }

  /// The result of an earlier training of the same plan, if its weights are still what they were.
  private Optional<FineTuning> kept(Path model, Consumer<StepEvent> events) {
    Optional<FineTuning> kept = KeptModel.read(model);
    Optional<ProjectProblem> fault = kept.flatMap(one -> KeptModel.fault(model, one));
    fault.ifPresent(problem -> warn(problem, events));
    if (kept.isEmpty() || fault.isPresent()) return Optional.empty();
    events.accept(new StepEvent.Reused(name(), kept.get().model()));
    return kept;
  }

  private FineTuning trained(Plan plan, Base base, ChosenBase chosen, Consumer<StepEvent> events) {
    if (plan.recipe().drops())
      warn(new TrainingProblem.DropoutIsSlower(plan.recipe().lora().dropout()), events);
    RunFolder run =
        RunFolder.create(
            files.run(plan.digest()), plan, base.place(), files.training(), files.validation());
    // A run that was killed after its last word is done all the same.
    if (!Files.exists(run.result()))
      workshop.trainer().train(run, news -> events.accept(new StepEvent.Trained(name(), news)));
    Path model = files.model(plan.digest());
    run.requireResult();
    TunedModel tuned = TunedModel.in(run.result());
    History history = run.history();
    FineTuning done =
        new FineTuning(
            "trained",
            chosen,
            plan.digest(),
            plan,
            files.name(model),
            tuned.form(),
            tuned.weights(),
            history.losses().size(),
            history.bestEpoch(),
            history.best().validation(),
            history.epochs());
    KeptModel.keep(run.result(), model, done);
    return done;
  }
}
