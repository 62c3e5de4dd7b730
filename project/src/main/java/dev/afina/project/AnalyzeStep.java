package dev.afina.project;

import dev.afina.core.Json;
import dev.afina.evaluation.ChatAnalysis;
import dev.afina.evaluation.ChatResults;
import dev.afina.evaluation.IntentAnalysis;
import dev.afina.evaluation.IntentResults;
import dev.afina.report.Making;
import dev.afina.report.Report;
import dev.afina.training.History;
import dev.afina.training.Progress;
import dev.afina.training.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Step 8: what follows from the test, and the report. The report's language belongs to the step:
/// another reader, another report.
record AnalyzeStep(ProjectFiles files, ProjectSettings project, Locale language, String versions)
    implements Step {

  @Override
  public StepName name() {
    return StepName.ANALYZE;
  }

  @Override
  public int version() {
    return 4;
  }

  @Override
  public SequencedMap<Path, StepName> needs() {
    SequencedMap<Path, StepName> needs = new LinkedHashMap<>();
    needs.put(files.preparation(), StepName.PREPARE);
    needs.put(files.fineTuning(), StepName.TRAIN);
    needs.put(files.deployment(), StepName.DEPLOY);
    needs.put(files.testResults(), StepName.TEST);
    return needs;
  }

  @Override
  public SortedMap<String, String> settings() {
    TreeMap<String, String> settings = project.of(List.of(SettingName.KIND, SettingName.NAME));
    settings.put("report.language", language.toLanguageTag());
    settings.put("report.versions", versions);
    return settings;
  }

  @Override
  public StepOutcome run(Outputs outputs, Consumer<StepEvent> events) {
    Making making = making();
    outputs.json(files.checklist(), new ChecklistMaking(files, project).checklist());
    return switch (project.kind()) {
      case INTENTS -> {
        IntentResults results = Json.read(files.testResults(), IntentResults.class);
        IntentAnalysis analysis = IntentAnalysis.of(results);
        outputs.json(files.analysis(), analysis);
        outputs.text(files.report(), Report.html(results, analysis, making, language));
        yield new StepOutcome.Graded(
            analysis.grade().letter().sign(), analysis.grade().provisional());
      }
      case CHAT -> {
        ChatResults results = Json.read(files.testResults(), ChatResults.class);
        ChatAnalysis analysis = ChatAnalysis.of(results);
        outputs.json(files.analysis(), analysis);
        outputs.text(files.report(), Report.html(results, analysis, making, language));
        yield analysis
            .grade()
            .<StepOutcome>map(
                grade -> new StepOutcome.Graded(grade.letter().sign(), grade.provisional()))
            .orElseGet(() -> new StepOutcome.Analysed(analysis.advice().size()));
      }
    };
  }

  /// What the report and the model's card say of how it was made.
  Making making() {
    FineTuning training = Json.read(files.fineTuning(), FineTuning.class);
    Preparation preparation = Json.read(files.preparation(), Preparation.class);
    return new Making(
        project.name(),
        training.plan(),
        training.base().licence(),
        preparation.training().conversations(),
        preparation.validation().conversations(),
        preparation.findings().size(),
        events(training),
        versions,
        "afina run .");
  }

  /// The training step by step, whatever interrupted it; how long it took, where its run still
  /// tells.
  private List<Progress> events(FineTuning training) {
    History history = KeptModel.history(files.named(training.model()));
    List<Progress> events = new ArrayList<>();
    int step = 0;
    for (History.Epoch epoch : history.epochs()) {
      for (; step < epoch.lastStep(); step++)
        events.add(
            new Progress.Training(
                step + 1,
                history.losses().size(),
                epoch.number(),
                history.epochs().size(),
                history.losses().get(step),
                0,
                0,
                0));
      events.addAll(epoch.told(epoch.number() == history.bestEpoch()));
    }
    new RunFolder(files.run(training.planDigest()))
        .events().stream().filter(Progress.Trained.class::isInstance).forEach(events::add);
    return events;
  }
}
