package dev.afina.dataset.split;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Refused;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Split;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How a data set is divided into a part to learn from, one to validate and one kept for the end.
///
/// @param test share kept for the end; 0: none
/// @param seed of chance; of the hash, too
public record Division(Way way, double training, double validation, double test, long seed) {

  public enum Way {
    /// By chance, each label in the same share.
    LABEL,
    /// The oldest are learned, the newest are kept for the end. Without a time: the oldest.
    TIME,
    /// By the digest of the group: a conversation stays in its part however much comes later.
    HASH
  }

  public enum Part {
    TRAINING,
    VALIDATION,
    TEST
  }

  /// @throws Refused if the shares do not add up to 1
  public Division {
    boolean whole = Math.abs(training + validation + test - 1) < 1e-9;
    if (!whole || training <= 0 || validation <= 0 || test < 0)
      throw new Refused(new DatasetProblem.SharesNotOne(training, validation + test));
  }

  /// The part of each conversation. No group is ever in two parts.
  ///
  /// @param groups from [Grouping]
  public Part[] divide(List<Conversation> all, int[] groups, Function<Conversation, String> label) {
    Map<Integer, List<Integer>> members = new LinkedHashMap<>();
    for (int i = 0; i < groups.length; i++)
      members.computeIfAbsent(groups[i], _ -> new ArrayList<>()).add(i);
    Part[] parts = new Part[all.size()];
    switch (way) {
      case LABEL -> byLabel(all, groups, members, label, parts);
      case TIME -> byTime(all, members, parts);
      case HASH -> byHash(all, members, parts);
    }
    return parts;
  }

  /// The project's own rule ([Split]): floor(n × share) of each label, whole groups. A group has
  /// the label most of it has, so that none is divided between labels.
  private void byLabel(
      List<Conversation> all,
      int[] groups,
      Map<Integer, List<Integer>> members,
      Function<Conversation, String> label,
      Part[] parts) {
    Map<Integer, String> labelOf = new HashMap<>();
    members.forEach((group, in) ->
        labelOf.put(
            group,
            in.stream()
                .collect(Collectors.groupingBy(i -> label.apply(all.get(i)), Collectors.counting()))
                .entrySet()
                .stream()
                .max(
                    Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey()));
    List<Integer> items = IntStream.range(0, all.size()).boxed().toList();
    Function<Integer, String> intent = i -> labelOf.getOrDefault(groups[i], "");
    Function<Integer, String> group = i -> String.valueOf(groups[i]);
    List<Integer> rest = items;
    if (test > 0) {
      Split.Parts<Integer> last = split(1 - test).divide(items, intent, group);
      last.validation().forEach(i -> parts[i] = Part.TEST);
      rest = last.training().stream().sorted().toList();
    }
    Split.Parts<Integer> both =
        split(training / (training + validation)).divide(rest, intent, group);
    both.training().forEach(i -> parts[i] = Part.TRAINING);
    both.validation().forEach(i -> parts[i] = Part.VALIDATION);
  }

  /// Two shares that add up to 1 as decimals: as binary fractions 1 − 0.8 is less than 0.2.
  private Split split(double share) {
    BigDecimal first = BigDecimal.valueOf(share).setScale(9, RoundingMode.HALF_UP);
    return new Split(first.doubleValue(), BigDecimal.ONE.subtract(first).doubleValue(), seed);
  }

  private void byTime(List<Conversation> all, Map<Integer, List<Integer>> members, Part[] parts) {
    // A group is as old as its newest conversation: nothing learned may be younger than a test.
    List<List<Integer>> inTime = new ArrayList<>(members.values());
    inTime.sort(
        Comparator.comparing((List<Integer> in) ->
            in.stream().map(i -> time(all.get(i))).max(Comparator.naturalOrder()).orElseThrow()));
    int placed = 0;
    for (List<Integer> in : inTime) {
      Part part = at((double) placed / all.size());
      in.forEach(i -> parts[i] = part);
      placed += in.size();
    }
  }

  private static Instant time(Conversation conversation) {
    Instant time = conversation.about().time();
    return time == null ? Instant.MIN : time;
  }

  private void byHash(List<Conversation> all, Map<Integer, List<Integer>> members, Part[] parts) {
    members.forEach((_, in) -> {
      Part part = byHash(all.get(in.getFirst()));
      in.forEach(i -> parts[i] = part);
    });
  }

  /// The part of one conversation by its group's digest, whatever others there are.
  public Part byHash(Conversation conversation) {
    String group = conversation.about().group();
    String key = group == null ? Grouping.asked(conversation) : group;
    long bits = Long.parseUnsignedLong(Digest.of(seed + ":" + key).hex().substring(0, 13), 16);
    return at(bits / (double) (1L << 52));
  }

  private Part at(double place) {
    if (place < training) return Part.TRAINING;
    return place < training + validation || test == 0 ? Part.VALIDATION : Part.TEST;
  }
}
