package dev.afina.engine;

import dev.afina.tokenizer.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Some examples as the model computes them: tokens in, and which token each state is to predict.
/// The loss is `Σ weight · −ln p(token)` over the targets.
///
/// @param rows of the pack, one for each target
/// @param tokens the token to predict there
/// @param weights how much it counts to predict it
record Lesson(Pack pack, int[] rows, long[] tokens, double[] weights) {

  Lesson {
    if (rows.length != tokens.length || rows.length != weights.length)
      throw new IllegalArgumentException("targets of different number");
  }

  /// One sequence for each example: the definition.
  static Lesson plain(List<Example> examples) {
    List<Target> targets = new ArrayList<>();
    int start = 0;
    for (Example example : examples) {
      for (int i = 1; i < example.ids().length; i++)
        if (example.weights()[i] != 0)
          targets.add(new Target(start + i - 1, example.ids()[i], example.weights()[i]));
      start += example.ids().length;
    }
    return of(Pack.of(examples.stream().map(Example::ids).toArray(int[][]::new)), targets);
  }

  /// The same loss, with what examples begin with in common computed once, equal examples once, and
  /// nothing behind an example's last target. The states of a common beginning depend on its tokens
  /// only, so this is the same function of the weights and has the same gradient.
  static Lesson tree(List<Example> examples) {
    Node root = new Node(new int[0]);
    for (Example example : examples) root.insert(example);
    List<Integer> ids = new ArrayList<>();
    List<Pack.Part> parts = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    for (Node child : root.children) child.write(-1, 0, ids, parts, targets);
    return of(new Pack(ids.stream().mapToInt(Integer::intValue).toArray(), parts), targets);
  }

  /// How likely the learned tokens of each example are together.
  ///
  /// @param examples the lesson's own
  /// @param nll `−ln p` of each target
  double[] likelihoods(List<Example> examples, double[] nll) {
    Map<Target, Integer> places = new HashMap<>();
    for (int i = 0; i < rows.length; i++)
      places.put(new Target(rows[i], Math.toIntExact(tokens[i]), 1), i);
    return examples.stream()
        .mapToDouble(example -> {
          int[] path = pack.path(example.ids());
          double sum = 0;
          for (int i = 1; i < example.ids().length; i++)
            if (example.weights()[i] != 0)
              sum -= nll[places.getOrDefault(new Target(path[i - 1], example.ids()[i], 1), -1)];
          return sum;
        })
        .toArray();
  }

  private static Lesson of(Pack pack, List<Target> targets) {
    int[] rows = new int[targets.size()];
    long[] tokens = new long[rows.length];
    double[] weights = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = targets.get(i).row();
      tokens[i] = targets.get(i).token();
      weights[i] = targets.get(i).weight();
    }
    return new Lesson(pack, rows, tokens, weights);
  }

  private record Target(int row, int token, double weight) {}

  /// A stretch of tokens that nothing branches off from before its end.
  private static final class Node {
    private int[] ids;
    private List<Node> children = new ArrayList<>();

    /// For each token of the stretch: what its state is to predict, and how often.
    private List<Map<Integer, Double>> targets = new ArrayList<>();

    Node(int[] ids) {
      this.ids = ids;
      for (int i = 0; i < ids.length; i++) targets.add(new LinkedHashMap<>());
    }

    /// Called on the root, which is empty.
    void insert(Example example) {
      float[] weights = example.weights();
      int end = example.last();
      Node node = this;
      int at = 0; // in the example
      int in = 0; // in the node
      while (at < end) {
        if (in == node.ids.length) {
          node = node.childFor(example.ids(), at, end);
          in = 0;
        } else if (node.ids[in] != example.ids()[at]) {
          node.splitAt(in);
          continue;
        }
        if (weights[at + 1] != 0)
          node.targets.get(in).merge(example.ids()[at + 1], (double) weights[at + 1], Double::sum);
        in++;
        at++;
      }
    }

    private Node childFor(int[] sequence, int at, int end) {
      for (Node child : children) if (child.ids[0] == sequence[at]) return child;
      Node child = new Node(Arrays.copyOfRange(sequence, at, end));
      children.add(child);
      return child;
    }

    private void splitAt(int in) {
      Node rest = new Node(Arrays.copyOfRange(ids, in, ids.length));
      rest.children = children;
      rest.targets = new ArrayList<>(targets.subList(in, targets.size()));
      ids = Arrays.copyOf(ids, in);
      targets = new ArrayList<>(targets.subList(0, in));
      children = new ArrayList<>(List.of(rest));
    }

    void write(
        int from, int depth, List<Integer> ids, List<Pack.Part> parts, List<Target> targets) {
      int me = parts.size();
      parts.add(new Pack.Part(this.ids.length, from, depth));
      for (int i = 0; i < this.ids.length; i++) {
        int row = ids.size();
        ids.add(this.ids[i]);
        this.targets.get(i).forEach((token, weight) -> targets.add(new Target(row, token, weight)));
      }
      for (Node child : children) child.write(me, depth + this.ids.length, ids, parts, targets);
    }
  }
}
