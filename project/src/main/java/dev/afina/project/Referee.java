package dev.afina.project;

import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.comparing.Item;
import dev.afina.evaluation.comparing.ItemStore;
import dev.afina.evaluation.comparing.JudgeReport;
import dev.afina.evaluation.comparing.TestCase;
import dev.afina.evaluation.grading.Agreement;
import dev.afina.evaluation.grading.Asked;
import dev.afina.evaluation.grading.HumanMark;
import dev.afina.evaluation.grading.Judge;
import dev.afina.evaluation.grading.Spent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A model that judges answers: opened when it is first asked. What it says is kept like the
/// answers of the others, so that nothing is judged twice.
final class Referee implements AutoCloseable {
  private static final String SILENT = "silent";

  private final String name;
  private final Digest digest;
  private final Supplier<Metered> open;
  private final Tariff tariff;
  private final Border border;
  private @Nullable Metered model;
  private Optional<Agreement> agreement = Optional.empty();

  /// @param digest of what decides its verdicts
  /// @param open a local model, or anything else that answers
  Referee(String name, Digest digest, Supplier<Metered> open, Tariff tariff, Border border) {
    this.name = name;
    this.digest = digest;
    this.open = open;
    this.tariff = tariff;
    this.border = border;
  }

  Judge judge() {
    Metered opened = model;
    if (opened == null) model = opened = open.get();
    return new Judge(opened);
  }

  /// What may not be shown to it.
  Border border() {
    return border;
  }

  /// What it took since the last time, to be stored beside what was judged.
  Map<String, Double> spent() {
    return model == null ? Map.of() : model.readOff().marks();
  }

  /// Whether its marks decide.
  boolean isTrusted() {
    return agreement.map(Agreement::trusted).orElse(false);
  }

  /// What its marks depend on, for whoever is graded by them.
  Digest decides() {
    return Digest.of(digest.hex() + isTrusted());
  }

  /// @param files in which its work is stored
  JudgeReport report(Optional<JudgeReport.Preferences> preferences, List<Path> files) {
    Spent all = Spent.NOTHING;
    for (Path file : files)
      if (Files.exists(file)) for (Item item : items(file)) all = all.plus(Spent.in(item.marks()));
    return new JudgeReport(name, agreement, preferences, Optional.of(tariff.bill(all)));
  }

  /// Lets it judge what people have judged.
  ///
  /// @param source of the marks
  void measure(List<HumanMark> marks, Path source, Path file) {
    border.marks(source, marks);
    ItemStore store =
        ItemStore.open(file, new ItemStore.Frozen(Digest.of(Json.line(marks)), digest));
    for (HumanMark mark : marks.subList(Math.min(store.done(), marks.size()), marks.size())) {
      Optional<Boolean> verdict =
          judge().holds(mark.criterion(), Asked.of(mark.question(), ""), mark.answer());
      boolean agrees = verdict.isPresent() && verdict.get() == mark.passed();
      store.append(
          List.of(
              said(
                  new Graded.Asked(store.done() + 1, "", CaseKind.DATA, List.of(), mark.question()),
                  verdict.map(String::valueOf).orElse(SILENT),
                  agrees ? List.of() : List.of(mark.criterion()))));
    }
    List<Optional<Boolean>> verdicts =
        items(store).stream()
            .map(item ->
                item.answer().equals(SILENT)
                    ? Optional.<Boolean>empty()
                    : Optional.of(Boolean.valueOf(item.answer())))
            .toList();
    agreement = Optional.of(Agreement.of(marks.stream().map(HumanMark::passed).toList(), verdicts));
  }

  /// Which of two contestants' answers it prefers, case by case, asked in both orders.
  JudgeReport.Preferences prefer(
      List<TestCase> cases, Path first, Path second, ItemStore.Frozen answers, Path file) {
    Digest both = Digest.of(digest.hex() + answers.contestant().hex());
    ItemStore store = ItemStore.open(file, new ItemStore.Frozen(answers.tests(), both));
    List<Item> mine = items(first);
    List<Item> theirs = items(second);
    for (int i = store.done(); i < cases.size(); i++) {
      border.answer(first, i + 1, mine.get(i).answer());
      border.answer(second, i + 1, theirs.get(i).answer());
      Judge.Preference preference =
          judge().prefer(cases.get(i).asked(), mine.get(i).answer(), theirs.get(i).answer());
      store.append(
          List.of(
              said(
                  new Graded.Asked(
                      i + 1, "", mine.get(i).kind(), List.of(), mine.get(i).question()),
                  preference.name().toLowerCase(Locale.ROOT),
                  List.of())));
    }
    return JudgeReport.Preferences.of(
        items(store).stream()
            .map(item -> Judge.Preference.valueOf(item.answer().toUpperCase(Locale.ROOT)))
            .toList());
  }

  @Override
  public void close() {
    if (model != null) model.close();
  }

  private Item said(Graded.Asked asked, String answer, List<String> failed) {
    return Graded.item(asked, answer, spent(), failed);
  }

  private static List<Item> items(Path file) {
    return items(ItemStore.read(file));
  }

  private static List<Item> items(ItemStore store) {
    return items(store.read());
  }

  private static List<Item> items(ItemStore.Reader opened) {
    List<Item> items = new ArrayList<>();
    try (opened) {
      while (opened.next(items::add)) {}
    }
    return items;
  }
}
