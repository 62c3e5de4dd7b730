package dev.afina.project;

import dev.afina.core.Json;
import dev.afina.evaluation.ChatAnalysis;
import dev.afina.evaluation.ChatResults;
import dev.afina.evaluation.IntentAnalysis;
import dev.afina.evaluation.IntentResults;
import dev.afina.report.Making;
import dev.afina.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Step 8: what follows from the test, and the report. The report's language belongs to the step:
/// another reader, another report.
record AnalyzeStep(ProjectFiles files, ProjectSettings project, Locale language, HowMade howMade)
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
  public List<Need> needs() {
    return List.of(
        new Need(files.preparation(), StepName.PREPARE),
        new Need(files.fineTuning(), StepName.TRAIN),
        new Need(files.deployment(), StepName.DEPLOY),
        new Need(files.testResults(), StepName.TEST));
  }

  @Override
  public SortedMap<String, String> settings() {
    List<SettingName> names = new ArrayList<>(SettingName.checks());
    names.addAll(List.of(SettingName.KIND, SettingName.NAME));
    TreeMap<String, String> settings = project.of(names);
    settings.put("report.language", language.toLanguageTag());
    settings.put("report.versions", howMade.versions());
    return settings;
  }

  @Override
  public StepOutcome run(Outputs outputs, Consumer<StepEvent> events) {
    Making making = howMade.making();
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
}
