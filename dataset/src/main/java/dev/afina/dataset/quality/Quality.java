package dev.afina.dataset.quality;

import dev.afina.core.Conversation;
import dev.afina.core.Fact;
import dev.afina.core.Message;
import dev.afina.core.Role;
import dev.afina.dataset.Severity;
import dev.afina.dataset.check.Examination;
import dev.afina.dataset.check.Finding;
import dev.afina.dataset.measure.Balance;
import dev.afina.dataset.measure.Raters;
import dev.afina.dataset.measure.Register;
import dev.afina.dataset.measure.Variety;
import dev.afina.dataset.split.Grouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// A data set in numbers, and what to do about it.
///
/// @param tokens of each example
/// @param labels how often each is the answer; empty where answers are sentences
/// @param tones how answers address their reader, by the names of [Register]
/// @param languages of a sample, by their codes
/// @param raters how far those agree who rated the same, by [Raters]
/// @param advice what to do next, most gain first
public record Quality(
    int conversations,
    Lengths questions,
    Lengths answers,
    Lengths tokens,
    Diversity diversity,
    SortedMap<String, Integer> labels,
    Balance balance,
    SortedMap<String, Integer> tones,
    SortedMap<String, Integer> languages,
    Optional<Double> raters,
    List<Advice> advice) {

  /// Sizes of texts: characters, or tokens.
  ///
  /// @param doublings how many are shorter than 2, from there shorter than 4, than 8, and so on
  public record Lengths(long total, int median, int most95, int most, List<Integer> doublings) {
    static Lengths of(int[] all) {
      int[] sorted = all.clone();
      Arrays.sort(sorted);
      int n = sorted.length;
      return n == 0
          ? new Lengths(0, 0, 0, 0, List.of())
          : new Lengths(
              Arrays.stream(sorted).asLongStream().sum(),
              sorted[(n - 1) / 2],
              sorted[(int) Math.ceil(0.95 * n) - 1],
              sorted[n - 1],
              doublings(sorted));
    }

    private static List<Integer> doublings(int[] sorted) {
      int[] counts = new int[log2(sorted[sorted.length - 1]) + 1];
      for (int size : sorted) counts[log2(size)]++;
      return Arrays.stream(counts).boxed().toList();
    }

    private static int log2(int size) {
      return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(Math.max(1, size));
    }
  }

  /// How different questions are: each number of at most [#SAMPLE] of them, evenly taken.
  ///
  /// @param vendi how many different questions the sample is worth, as a share of it
  public record Diversity(double distinct1, double distinct2, double selfBleu4, double vendi) {}

  /// What to do next: one kind of finding.
  ///
  /// @param example the first of them, which names the way out
  /// @param share of the conversations it is about
  public record Advice(String rule, Severity severity, int places, double share, Fact example) {}

  /// Comparing each with each costs the square of it.
  public static final int SAMPLE = 300;

  /// @param tokens the exact count of the model's own tokenizer
  /// @param language tells the language of a text, or says nothing (an empty text)
  public static Quality of(
      List<Conversation> all,
      boolean texts,
      ToIntFunction<Conversation> tokens,
      Function<String, String> language,
      Examination examined) {
    SortedMap<String, Integer> labels = new TreeMap<>();
    if (!texts) all.forEach(one -> labels.merge(one.answer(), 1, Integer::sum));
    List<String> sample = evenly(all).stream().map(Grouping::asked).toList();
    SortedMap<String, Integer> languages = new TreeMap<>();
    for (Conversation one : evenly(all)) {
      String code = language.apply(spoken(one));
      if (!code.isEmpty()) languages.merge(code, 1, Integer::sum);
    }
    return new Quality(
        all.size(),
        Lengths.of(all.stream().mapToInt(one -> said(one, Role.USER)).toArray()),
        Lengths.of(all.stream().mapToInt(one -> said(one, Role.ASSISTANT)).toArray()),
        Lengths.of(all.stream().mapToInt(tokens).toArray()),
        diversity(sample),
        labels,
        Balance.of(labels.values()),
        texts ? tones(all) : new TreeMap<>(),
        languages,
        Raters.agreement(all),
        advice(examined));
  }

  private static Diversity diversity(List<String> sample) {
    return new Diversity(
        Variety.distinct(sample, 1),
        Variety.distinct(sample, 2),
        Variety.selfBleu(sample, 4),
        sample.isEmpty() ? 0 : Variety.vendi(sample) / sample.size());
  }

  private static SortedMap<String, Integer> tones(List<Conversation> all) {
    SortedMap<String, Integer> tones = new TreeMap<>();
    for (Conversation one : all) tones.merge(Register.of(one.answer()).name(), 1, Integer::sum);
    return tones;
  }

  private static List<Conversation> evenly(List<Conversation> all) {
    if (all.size() <= SAMPLE) return all;
    List<Conversation> some = new ArrayList<>(SAMPLE);
    for (int i = 0; i < SAMPLE; i++) some.add(all.get((int) ((long) i * all.size() / SAMPLE)));
    return some;
  }

  private static String spoken(Conversation one) {
    StringBuilder spoken = new StringBuilder();
    for (Message message : one.messages())
      if (message.role() != Role.SYSTEM) spoken.append(message.content()).append('\n');
    return spoken.toString();
  }

  private static int said(Conversation one, Role role) {
    return one.messages().stream()
        .filter(message -> message.role() == role)
        .mapToInt(message -> message.content().length())
        .sum();
  }

  /// Gain is the share of conversations that become better, errors counting three times; what is
  /// about the whole set counts as all of them.
  private static List<Advice> advice(Examination examined) {
    Map<String, List<Finding>> rules = new LinkedHashMap<>();
    for (Finding finding : examined.findings())
      rules.computeIfAbsent(finding.rule(), _ -> new ArrayList<>()).add(finding);
    List<Advice> advice = new ArrayList<>();
    rules.forEach((rule, findings) -> {
      Finding first = findings.getFirst();
      long lines = findings.stream().map(Finding::line).distinct().count();
      double share =
          first.line() == 0
              ? 1
              : Math.min(1, (double) lines / Math.max(1, examined.conversations()));
      advice.add(new Advice(rule, first.severity(), findings.size(), share, first.problem()));
    });
    advice.sort(
        Comparator.comparingDouble(
            (Advice one) -> -one.share() * (one.severity() == Severity.ERROR ? 3 : 1)));
    return List.copyOf(advice);
  }
}
