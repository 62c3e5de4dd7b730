package dev.afina.report;

import dev.afina.evaluation.Confusion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// An order of labels in which those that are taken for each other stand together. The pair that is
/// confused most often becomes neighbours first, then the next one: chains grow and are joined at
/// their ends.
final class Gathering {
  private Gathering() {}

  private record Pair(int a, int b, int times) {}

  /// The places of the labels in the confusion, in the new order.
  static List<Integer> of(Confusion confusion) {
    int n = confusion.labels().size();
    List<List<Integer>> chains = new ArrayList<>();
    for (int i = 0; i < n; i++) chains.add(new ArrayList<>(List.of(i)));
    for (Pair pair : pairs(confusion)) join(pair, chains);
    return chains.stream()
        .distinct()
        .sorted(Comparator.comparingInt((List<Integer> chain) -> -chain.size()))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Pair> pairs(Confusion confusion) {
    int n = confusion.labels().size();
    return IntStream.range(0, n)
        .boxed()
        .flatMap(a ->
            IntStream.range(a + 1, n)
                .mapToObj(b -> new Pair(a, b, confusion.at(a, b) + confusion.at(b, a))))
        .filter(pair -> pair.times() > 0)
        .sorted(Comparator.comparingInt(Pair::times).reversed())
        .toList();
  }

  /// @param chains the chain of each label; those of one chain share it
  private static void join(Pair pair, List<List<Integer>> chains) {
    List<Integer> first = chains.get(pair.a());
    List<Integer> second = chains.get(pair.b());
    if (first == second) return;
    List<Integer> joined = new ArrayList<>(first);
    if (first.indexOf(pair.a()) < first.size() / 2) joined = new ArrayList<>(joined.reversed());
    List<Integer> other =
        second.indexOf(pair.b()) < (second.size() + 1) / 2 ? second : second.reversed();
    joined.addAll(other);
    for (int label : joined) chains.set(label, joined);
  }
}
