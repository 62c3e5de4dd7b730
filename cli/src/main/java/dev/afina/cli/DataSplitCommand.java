package dev.afina.cli;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Located;
import dev.afina.dataset.split.Division;
import dev.afina.dataset.split.Folds;
import dev.afina.dataset.split.Grouping;
import dev.afina.dataset.split.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Divides a data set: what belongs together stays together, and a manifest tells how it was done.
@Command(name = "split")
final class DataSplitCommand extends Verb {

  @Parameters(index = "0", paramLabel = "${bundle:label.file}", descriptionKey = "param.data")
  String file;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "${bundle:label.folder}",
      descriptionKey = "option.parts",
      order = 1)
  Path out;

  @Option(names = "--by", paramLabel = "label|time|hash", descriptionKey = "option.by", order = 2)
  Division.Way way = Division.Way.LABEL;

  @Option(names = "--train", paramLabel = "0.8", descriptionKey = "option.train", order = 3)
  @Nullable Double training;

  @Option(
      names = "--validation",
      paramLabel = "0.2",
      descriptionKey = "option.validation",
      order = 4)
  @Nullable Double validation;

  @Option(names = "--test", paramLabel = "0", descriptionKey = "option.test", order = 5)
  double test;

  @Option(names = "--folds", paramLabel = "5", descriptionKey = "option.folds", order = 6)
  int folds;

  @Option(names = "--seed", paramLabel = "42", descriptionKey = "option.splitSeed", order = 7)
  long seed = 42;

  @Option(names = "--large", descriptionKey = "option.large", order = 8)
  boolean large;

  @Mixin ImportChoices choices = new ImportChoices();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without them
  DataSplitCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    Division division = division();
    if (folds < 0 || folds == 1 || folds > 20)
      throw new Refused(new CliProblem.OutOfRange("--folds", folds, 2, 20));
    if (large && way != Division.Way.HASH)
      throw new Refused(new CliProblem.NoSuchChoice("--large --by", "", List.of("hash")));
    try (DataFile data = DataFile.of(file, choices, call)) {
      if (large) return new LargeSplit(division, out, call).write(data);
      List<Located<Conversation>> all = data.all();
      if (all.isEmpty()) throw new Refused(new DatasetProblem.NoRows(data.source().name()));
      List<Conversation> conversations = all.stream().map(Located::value).toList();
      boolean texts = data.hasTexts();
      int[] groups = Grouping.of(conversations);
      String[] names =
          folds > 0
              ? foldNames(conversations, groups, texts)
              : Arrays.stream(division.divide(conversations, groups, one -> label(one, texts)))
                  .map(part -> part.name().toLowerCase(Locale.ROOT))
                  .toArray(String[]::new);
      write(division, all, groups, names);
    }
    return Exit.DONE;
  }

  /// What is not said of the shares follows from the others: four fifths and one of what is not
  /// kept for the end.
  private Division division() {
    double left = 1 - test;
    double learned =
        training != null ? training : validation != null ? left - validation : 0.8 * left;
    double validated = validation != null ? validation : left - learned;
    return new Division(way, decimal(learned), decimal(validated), test, seed);
  }

  /// 0.2 rather than 0.19999999999999996, in the manifest, too.
  private static double decimal(double share) {
    return Math.round(share * 1e9) / 1e9;
  }

  private static String label(Conversation one, boolean texts) {
    return texts ? "" : one.answer();
  }

  private String[] foldNames(List<Conversation> all, int[] groups, boolean texts) {
    List<String> labels = all.stream().map(one -> label(one, texts)).distinct().sorted().toList();
    int[] classes = all.stream().mapToInt(one -> labels.indexOf(label(one, texts))).toArray();
    return Arrays.stream(Folds.stratifiedGroups(classes, groups, folds))
        .mapToObj(fold -> "fold" + (fold + 1))
        .toArray(String[]::new);
  }

  private void write(
      Division division, List<Located<Conversation>> all, int[] groups, String[] names) {
    SortedMap<String, List<Conversation>> parts = new TreeMap<>();
    SortedMap<String, List<Integer>> lines = new TreeMap<>();
    for (int i = 0; i < names.length; i++) {
      parts.computeIfAbsent(names[i], _ -> new ArrayList<>()).add(all.get(i).value());
      lines.computeIfAbsent(names[i], _ -> new ArrayList<>()).add(all.get(i).line());
    }
    SortedMap<String, Manifest.Contents> files = new TreeMap<>();
    parts.forEach((name, conversations) -> {
      Path path = out.resolve(name + ".jsonl");
      Json.writeLines(path, conversations);
      files.put(name + ".jsonl", new Manifest.Contents(Digest.of(path), conversations.size()));
    });
    int kept = (int) Arrays.stream(groups).distinct().count();
    Digest source = Digest.of(Json.line(all.stream().map(Located::value).toList()));
    Manifest manifest = new Manifest(source, division, all.size(), kept, files, lines);
    Json.write(out.resolve("manifest.json"), manifest);
    if (call.json()) {
      call.json(Map.of("conversations", all.size(), "groups", kept, "files", files));
      return;
    }
    call.screen.paragraph("", call.word("screen.divided", "n", all.size(), "groups", kept));
    files.forEach((name, contents) ->
        call.screen.paragraph(
            "  ", out.resolve(name) + "  " + call.texts.number(contents.conversations())));
  }
}
