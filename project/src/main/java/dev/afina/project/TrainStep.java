package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.model.Base;
import dev.afina.model.TunedModel;
import dev.afina.training.History;
import dev.afina.training.Plan;
import dev.afina.training.Progress;
import dev.afina.training.RunFolder;
import dev.afina.training.Trainer;
import dev.afina.training.TrainingProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Step 5: trains the plan, or goes on with it, or finds that it was trained before.
record TrainStep(ProjectFiles files, ProjectSettings project, Bases bases, Workshop workshop)
    implements Step {

  private static final long LOOK_EVERY_MILLISECONDS = 150;

  @Override
  public StepName name() {
    return StepName.TRAIN;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public SequencedMap<Path, StepName> needs() {
    SequencedMap<Path, StepName> needs = new LinkedHashMap<>();
    needs.put(files.training(), StepName.SPLIT);
    needs.put(files.validation(), StepName.SPLIT);
    needs.put(files.preparation(), StepName.PREPARE);
    return needs;
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
    Base base =
        new BaseChoice(files, project, bases)
            .again(chosen, news -> events.accept(new StepEvent.Fetching(name(), news)));
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
    return new Plan(
        base.name(),
        base.digest(),
        Digest.of(files.training()),
        Digest.of(files.validation()),
        SystemPrompt.in(training),
        labels,
        project.recipe(seedBase),
        project.seed(),
        project.numerics(workshop.numerics()),
        Plan.ENGINE);
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
        events.accept(new StepEvent.Warning(name(), warning));
        return begun;
      }
    }
    return plan;
  }

  /// The result of an earlier training of the same plan, if its weights are still what they were.
  private Optional<FineTuning> kept(Path model, Consumer<StepEvent> events) {
    Optional<FineTuning> kept = KeptModel.read(model);
    Optional<ProjectProblem> fault = kept.flatMap(one -> KeptModel.fault(model, one));
    fault.ifPresent(problem -> events.accept(new StepEvent.Warning(name(), problem)));
    if (kept.isEmpty() || fault.isPresent()) return Optional.empty();
    events.accept(new StepEvent.Reused(name(), kept.get().model()));
    return kept;
  }

  private FineTuning trained(Plan plan, Base base, ChosenBase chosen, Consumer<StepEvent> events) {
    if (plan.recipe().drops())
      events.accept(
          new StepEvent.Warning(
              name(), new TrainingProblem.DropoutIsSlower(plan.recipe().lora().dropout())));
    RunFolder run =
        RunFolder.create(
            files.run(plan.digest()), plan, base.place(), files.training(), files.validation());
    // A run that was killed after its last word is done all the same.
    if (!Files.exists(run.result())) follow(run, events);
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

  /// Submits the run and passes on what it tells, until it is trained.
  ///
  /// @throws Refused if it ends otherwise
  private void follow(RunFolder run, Consumer<StepEvent> events) {
    Trainer trainer = workshop.trainer();
    int before = trainer.events(run, 0).size();
    trainer.submit(run);
    // A trainer may begin a new list of events when it goes on with a run.
    int seen = trainer.events(run, 0).size() < before ? 0 : before;
    while (true) {
      // The state first: whatever was told before an end is then passed on before the end is.
      Progress state = trainer.check(run);
      List<Progress> news = trainer.events(run, seen);
      for (Progress one : news) events.accept(new StepEvent.Trained(name(), one));
      seen += news.size();
      switch (state) {
        case Progress.Trained _ -> {
          return;
        }
        case Progress.Paused paused ->
            throw new Refused(new TrainingProblem.Interrupted(paused.step(), paused.steps()));
        case Progress.Failed failed -> throw new Refused(failed.problem());
        case Progress.Waiting _,
            Progress.Resumed _,
            Progress.Training _,
            Progress.Validated _,
            Progress.Compared _ ->
            pause(trainer, run);
      }
    }
  }

  private static void pause(Trainer trainer, RunFolder run) {
    try {
      Thread.sleep(LOOK_EVERY_MILLISECONDS);
    } catch (InterruptedException e) {
      trainer.pause(run); // The next look finds it paused.
      Thread.currentThread().interrupt();
    }
  }
}
