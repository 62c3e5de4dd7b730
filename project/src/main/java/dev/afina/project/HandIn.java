package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.SafeFile;
import dev.afina.dataset.check.Examination;
import dev.afina.dataset.quality.Quality;
import dev.afina.evaluation.Checklist;
import dev.afina.evaluation.Results;
import dev.afina.evaluation.comparing.Scorecard;
import dev.afina.evaluation.few.CrossValidation;
import dev.afina.evaluation.few.Growth;
import dev.afina.evaluation.outcomes.Figures;
import dev.afina.report.Dossier;
import dev.afina.report.Making;
import dev.afina.report.Material;
import dev.afina.report.ProjectReport;
import dev.afina.report.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Makes a project's report of what is stored: nothing is trained or asked anew. What people wrote
/// in `case.md` and `lessons.md` becomes part of it; `case.es.md` goes before `case.md` for a
/// Spanish reader.
record HandIn(ProjectFiles files, Results results, Making making, Locale language) {

  /// Writes the page and the PDF.
  void write() {
    Dossier dossier = dossier();
    SafeFile.write(files.projectReport(), ProjectReport.html(dossier, language));
    byte[] pdf = ProjectReport.pdf(dossier, language);
    SafeFile.write(files.projectReportPdf(), out -> out.write(pdf));
  }

  private Dossier dossier() {
    List<String> use =
        Files.exists(files.deployment())
            ? Json.read(files.deployment(), Deployment.class).commands()
            : List.of();
    Dossier.Words words = new Dossier.Words(written("case"), written("lessons"));
    return new Dossier(making, results, material(), records(), words, use);
  }

  /// What a person wrote, in the reader's language if there is such a file.
  private String written(String name) {
    for (String file : List.of(name + "." + language.getLanguage() + ".md", name + ".md")) {
      Path path = files.named(file);
      try {
        if (Files.exists(path)) return Files.readString(path);
      } catch (IOException e) {
        throw FileProblem.reading(path, e);
      }
    }
    return "";
  }

  private Material material() {
    List<Conversation> training = Json.readLines(files.training(), Conversation.class);
    List<Conversation> validation = Json.readLines(files.validation(), Conversation.class);
    Preparation prepared = Json.read(files.preparation(), Preparation.class);
    List<Conversation> all = new ArrayList<>(training);
    all.addAll(validation);
    Quality quality =
        Quality.of(
            all,
            prepared.kind() == Kind.CHAT,
            _ -> 0, // the base has counted them
            _ -> "",
            new Examination(List.of(), List.of(), all.size()));
    return new Material(
        quality,
        prepared.training().tokens().total() + prepared.validation().tokens().total(),
        prepared.training().learned() + prepared.validation().learned(),
        divided(training, validation, prepared.kind()),
        faults(prepared.findings()));
  }

  private static List<Material.Fault> faults(List<Preparation.Noted> findings) {
    return findings.stream()
        .collect(
            Collectors.groupingBy(
                Preparation.Noted::rule,
                TreeMap::new,
                Collectors.mapping(Preparation.Noted::line, Collectors.toList())))
        .entrySet()
        .stream()
        .map(one -> new Material.Fault(one.getKey(), one.getValue()))
        .toList();
  }

  private static List<Material.Divided> divided(
      List<Conversation> training, List<Conversation> validation, Kind kind) {
    TreeMap<String, int[]> counts = new TreeMap<>();
    switch (kind) {
      case CHAT -> {}
      case INTENTS -> {
        training.forEach(one -> counts.computeIfAbsent(one.answer(), _ -> new int[2])[0]++);
        validation.forEach(one -> counts.computeIfAbsent(one.answer(), _ -> new int[2])[1]++);
      }
    }
    return counts.entrySet().stream()
        .map(one -> new Material.Divided(one.getKey(), one.getValue()[0], one.getValue()[1]))
        .toList();
  }

  private Records records() {
    return new Records(
        compared(),
        stored(files.crossValidated(), CrossValidation.class),
        stored(files.growth(), Growth.class),
        stored(files.outcomes(), Figures.class),
        stored(files.checklist(), Checklist.class));
  }

  /// A comparison of another result than the current one would tell of the wrong model.
  private Optional<Scorecard> compared() {
    return stored(files.scorecard(), Evaluated.class)
        .filter(one -> one.model().equals(making.plan().digest()))
        .map(Evaluated::scorecard);
  }

  private static <T> Optional<T> stored(Path file, Class<T> type) {
    return Files.exists(file) ? Optional.of(Json.read(file, type)) : Optional.empty();
  }
}
