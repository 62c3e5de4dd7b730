package dev.afina.dataset.check;

import dev.afina.core.Conversation;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Located;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Severity;
import dev.afina.dataset.Source;
import dev.afina.dataset.format.RawLines;
import dev.afina.dataset.measure.Languages;
import dev.afina.dataset.personal.PersonalData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// What is looked for in a data set, and how thoroughly.
///
/// @param texts answers are sentences; else labels
/// @param language all should be in, as `es`; none: not looked at
/// @param consent conversations without a word on it count as lacking it
/// @param reading what the model to be trained can read, if it is known
/// @param labels how labels are learned, to doubt some
/// @param only what is looked for; all that keep no more of a conversation than its hash are `FORM`
///   and, but for questions almost the same, `REPEATS`
/// @param everything costly looks do not stop at their limit
public record CheckPlan(
    Provider provider,
    boolean texts,
    Optional<String> language,
    boolean consent,
    Optional<ModelLimit> reading,
    Optional<LabelModel> labels,
    Thresholds thresholds,
    Set<Check.Look> only,
    boolean everything) {

  /// @param counter the exact count of the model's own tokenizer
  public record ModelLimit(ToIntFunction<Conversation> counter, int tokens) {}

  /// Spanish telephone numbers are found without their country's prefix.
  public static final PersonalData PERSONAL = new PersonalData("ES");

  /// Up to so many questions all pairs are looked through without being asked to.
  private static final int ALMOST = 20_000;

  private static final int LABELS = 2_000;

  /// What is looked for before a training on this machine.
  public static CheckPlan atHome(boolean texts, Thresholds thresholds) {
    return new CheckPlan(
        Provider.LOCAL,
        texts,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        thresholds,
        EnumSet.allOf(Check.Look.class),
        false);
  }

  public List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(new Structure(texts));
    checks.add(Content.personal(PERSONAL, provider.isHosted() ? Severity.ERROR : Severity.WARNING));
    if (texts) checks.add(Content.register());
    checks.add(Content.context());
    checks.add(Content.consent(consent));
    reading.ifPresent(limit -> checks.add(Content.length(limit.counter(), limit.tokens())));
    language.ifPresent(code -> checks.add(Content.language(new Languages(Set.of(code)), code)));
    checks.add(new Repeats(texts));
    checks.add(Repeats.almost(texts, ALMOST));
    checks.add(new WholeSet(thresholds, texts));
    checks.add(new Groups());
    if (!texts) labels.ifPresent(model -> checks.add(new Labels(model, LABELS)));
    checks.removeIf(check -> !only.contains(check.cost().look()));
    return checks;
  }

  /// Looks at a file.
  ///
  /// @param raw the file is in the providers' own form, so that its writing is looked at, too
  public Examination examine(Source source, Stream<Reading> readings, boolean raw) {
    // Beside the other looks: reading JSON once more costs no time then.
    CompletableFuture<List<Finding>> written =
        CompletableFuture.supplyAsync(() -> raw ? written(source) : List.of());
    Examination examined = Examination.of(source.name(), readings, checks(), everything);
    List<Finding> all = new ArrayList<>(examined.findings());
    Set<Integer> unread = new HashSet<>();
    for (Finding finding : all)
      if (finding.problem() instanceof DatasetProblem) unread.add(finding.line());
    for (Finding finding : written.join())
      if (finding.line() == 0 || !unread.contains(finding.line())) all.add(finding);
    all.sort(Comparator.comparingInt(Finding::line));
    return new Examination(all, examined.notes(), examined.conversations());
  }

  /// Looks at conversations that were read before.
  public Examination examine(List<Located<Conversation>> conversations) {
    return Examination.of(conversations, checks(), everything);
  }

  private List<Finding> written(Source source) {
    ProviderRules rules = new ProviderRules(provider);
    List<Finding> findings = new ArrayList<>();
    if (!provider.isHosted()) return findings;
    int examples =
        RawLines.each(source, (line, json) -> rules.line(source.name(), line, json, findings::add));
    rules.whole(source.name(), examples, bytes(source), findings::add);
    return findings;
  }

  private static long bytes(Source source) {
    try (InputStream in = source.open()) {
      return in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
