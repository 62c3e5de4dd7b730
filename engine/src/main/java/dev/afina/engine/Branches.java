package dev.afina.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Several continuations of one text as a tree: what they begin with in common is computed once.
///
/// @param ids of all parts, in order; empty if all continuations are
/// @param parts as in [Pack]
/// @param rows for each continuation and each of its tokens, where the token stands in `ids`
record Branches(int[] ids, List<Pack.Part> parts, int[][] rows) {

  static Branches of(int[][] continuations) {
    Builder builder = new Builder(continuations);
    builder.branch(IntStream.range(0, continuations.length).boxed().toList(), 0, -1);
    return new Branches(builder.ids(), builder.parts, builder.rows);
  }

  private static final class Builder {
    private final int[][] texts;
    private final int[][] rows;
    private final List<Pack.Part> parts = new ArrayList<>();
    private final List<Integer> ids = new ArrayList<>();

    Builder(int[][] texts) {
      this.texts = texts;
      this.rows = Arrays.stream(texts).map(text -> new int[text.length]).toArray(int[][]::new);
    }

    /// @param some continuations that are equal up to `depth`
    /// @param from the part that ends there
    void branch(List<Integer> some, int depth, int from) {
      Map<Integer, List<Integer>> byNext = new LinkedHashMap<>();
      for (int t : some)
        if (texts[t].length > depth)
          byNext.computeIfAbsent(texts[t][depth], _ -> new ArrayList<>()).add(t);
      for (List<Integer> same : byNext.values()) {
        int end = depth + 1;
        while (allGoOnAlike(same, end)) end++;
        int part = parts.size();
        parts.add(new Pack.Part(end - depth, from, depth));
        for (int i = depth; i < end; i++) {
          for (int t : same) rows[t][i] = ids.size();
          ids.add(texts[same.getFirst()][i]);
        }
        branch(same, end, part);
      }
    }

    private boolean allGoOnAlike(List<Integer> some, int at) {
      int[] first = texts[some.getFirst()];
      return some.stream()
          .allMatch(t -> at < first.length && at < texts[t].length && texts[t][at] == first[at]);
    }

    int[] ids() {
      return ids.stream().mapToInt(Integer::intValue).toArray();
    }
  }
}
