package dev.afina.project;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.evaluation.Contestant;
import dev.afina.model.ExportForm;
import dev.afina.training.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Where everything lies in a project folder. `data/` and `results/` are for people, `.afina/` is
/// for the machine, `models/` keeps each result.
///
/// @param folder the project
public record ProjectFiles(Path folder) {

  /// Whether a file is one that people read and may edit. The others are remade when they differ.
  boolean isForPeople(Path file) {
    return file.startsWith(folder.resolve("data")) || file.startsWith(folder.resolve("results"));
  }

  /// The name of a file as people are told it: relative to the folder, with `/`.
  public String name(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  public Path named(String name) {
    return folder.resolve(name);
  }

  // What a person writes.

  public Path settings() {
    return folder.resolve("afina.yaml");
  }

  public Path dotEnv() {
    return folder.resolve(".env");
  }

  public Path sentences() {
    return folder.resolve("examples.csv");
  }

  public Path jsonLines() {
    return folder.resolve("examples.jsonl");
  }

  /// Two answers to a question each, one preferred: another source of conversations.
  public Path pairs() {
    return folder.resolve("pairs.jsonl");
  }

  public Path corrections() {
    return folder.resolve("corrections.csv");
  }

  public Path tests() {
    return folder.resolve("tests.csv");
  }

  /// Cases for a comparison, as `afina tests` makes them and people edit them.
  public Path testCases() {
    return folder.resolve("tests.yaml");
  }

  /// All that the examples are made of and held against; not all of them need be there.
  List<Path> sources() {
    return List.of(sentences(), jsonLines(), pairs(), corrections(), tests());
  }

  // What the steps make.

  public Path examples(Kind kind) {
    return switch (kind) {
      case INTENTS -> folder.resolve("data/raw/intent_examples.json");
      case CHAT -> folder.resolve("data/raw/examples.json");
    };
  }

  public Path prompts() {
    return folder.resolve("data/processed/training_prompts.jsonl");
  }

  public Path training() {
    return folder.resolve("data/training/train_data.jsonl");
  }

  public Path validation() {
    return folder.resolve("data/validation/validation_data.jsonl");
  }

  public Path preparation() {
    return folder.resolve("data/processed/data_preparation_summary.json");
  }

  public Path fineTuning() {
    return folder.resolve("results/fine_tuning_info.json");
  }

  public Path deployment() {
    return folder.resolve("results/deployment_info.json");
  }

  public Path testResults() {
    return folder.resolve("results/test_results.json");
  }

  public Path analysis() {
    return folder.resolve("results/improvement_analysis.json");
  }

  public Path checklist() {
    return folder.resolve("results/checklist.json");
  }

  public Path report() {
    return folder.resolve("results/report.html");
  }

  /// What a project hands in, as a page and as a PDF.
  public Path projectReport() {
    return folder.resolve("results/project_report.html");
  }

  public Path projectReportPdf() {
    return folder.resolve("results/project_report.pdf");
  }

  /// Business figures, where somebody put what `afina outcomes --json` says.
  public Path outcomes() {
    return folder.resolve("results/outcomes.json");
  }

  /// Answers and numbers of a comparison.
  public Path evaluation() {
    return folder.resolve("results/evaluation");
  }

  public Path scorecard() {
    return evaluation().resolve("scorecard.json");
  }

  public Path scorecardPage() {
    return evaluation().resolve("scorecard.html");
  }

  /// What a judge said of answers that people had marked.
  Path humanMarks() {
    return evaluation().resolve("judge.jsonl");
  }

  /// Which answers a judge preferred.
  Path preferences() {
    return evaluation().resolve("preferences.jsonl");
  }

  /// One contestant's answers in a comparison.
  ///
  /// @param name which one, where there are several of a kind; else empty
  Path answers(Contestant who, String name) {
    String word = who.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return evaluation().resolve((name.isEmpty() ? word : word + "-" + name) + ".jsonl");
  }

  /// Answers and numbers of a cross-validation.
  public Path crossValidation() {
    return folder.resolve("results/crossvalidation");
  }

  public Path crossValidated() {
    return crossValidation().resolve("crossvalidation.json");
  }

  /// Answers and numbers of a learning curve.
  public Path learningCurve() {
    return folder.resolve("results/learning-curve");
  }

  public Path growth() {
    return learningCurve().resolve("learning_curve.json");
  }

  /// Every result that was kept, in the order of their names.
  List<Path> models() {
    Path models = folder.resolve("models");
    if (!Files.isDirectory(models)) return List.of();
    try (Stream<Path> all = Files.list(models)) {
      return all.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw FileProblem.reading(models, e);
    }
  }

  public Path model(Digest plan) {
    return folder.resolve("models").resolve(plan.brief());
  }

  public Path classifier(Digest plan) {
    return model(plan).resolve("classifier.json");
  }

  /// Where a result is handed out to, unless another place is named.
  public Path export(ExportForm form) {
    return folder.resolve("export").resolve(form.word());
  }

  // What the machine notes.

  public Path stamp(StepName step) {
    return folder.resolve(".afina/stamps").resolve(step.word() + ".json");
  }

  public Path run(Digest plan) {
    return folder.resolve(".afina/runs").resolve(plan.brief());
  }

  /// All runs that are laid out, in the order of their names.
  public List<RunFolder> runs() {
    Path runs = folder.resolve(".afina/runs");
    if (!Files.isDirectory(runs)) return List.of();
    try (Stream<Path> all = Files.list(runs)) {
      return all.sorted().map(RunFolder::new).filter(run -> Files.exists(run.planFile())).toList();
    } catch (IOException e) {
      throw FileProblem.reading(runs, e);
    }
  }

  /// Trainings for the sake of knowing, until they have answered.
  public Path trials() {
    return folder.resolve(".afina/trials");
  }

  public Path seedBase() {
    return folder.resolve(".afina/semilla");
  }

  public Path digests() {
    return folder.resolve(".afina/digests.json");
  }

  public Path durations() {
    return folder.resolve(".afina/durations.json");
  }

  public Path lock() {
    return folder.resolve(".afina/lock");
  }
}
