package dev.afina.engine;

import dev.afina.engine.Tile.Span;
import dev.afina.model.Architecture;
import dev.afina.tokenizer.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// Computes trees of conversations: what they begin with in common once. The rows of a tree are
/// divided among the members of a crew, so that no two compute the same.
///
/// @param models one for each member, over the same weights
record Trees(Crew crew, List<Transformer> models) {
  /// Tokens of a tree that nothing is kept of for a way back.
  static final int PACK = 4096;

  /// How likely each example's learned tokens are together: the sum of `ln p`.
  ///
  /// @param groups of examples that have much in common
  List<double[]> likelihoods(List<List<Example>> groups) {
    return likelihoods(groups, (_, _) -> null);
  }

  /// What is known of a tree before it is computed.
  interface Known {
    /// What comes to the lowest block that learns, `(T, width)`, if it is kept.
    @Nullable Tensor of(List<Example> examples, Lesson tree);
  }

  List<double[]> likelihoods(List<List<Example>> groups, Known known) {
    List<double[]> likelihoods = new ArrayList<>();
    for (List<List<Example>> pack : packed(groups)) {
      List<Example> flat = pack.stream().flatMap(List::stream).toList();
      Lesson lesson = Lesson.tree(flat);
      double[] all = lesson.likelihoods(flat, computed(lesson, known.of(flat, lesson), 0));
      int at = 0;
      for (List<Example> group : pack)
        likelihoods.add(Arrays.copyOfRange(all, at, at += group.size()));
    }
    return likelihoods;
  }

  /// `−ln p` of each of the lesson's targets.
  ///
  /// @param known what comes to the lowest block that learns, if it is kept
  /// @param share what the gradient is divided by; 0: there is none
  double[] computed(Lesson lesson, @Nullable Tensor known, double share) {
    boolean back = share != 0;
    try (PointerScope _ = new PointerScope()) {
      TreeMeeting meeting = meeting(lesson, back);
      return crew.each(member -> part(lesson, known, meeting, member, share)).stream()
          .flatMapToDouble(Arrays::stream)
          .toArray();
    }
  }

  /// What comes to the lowest block that learns, `(T, width)`; outlives any scope.
  Tensor below(Lesson lesson) {
    Transformer first = models.getFirst();
    long[] sizes = {lesson.pack().ids().length, first.shape().width()};
    Tensor all = Kept.outliving(() -> first.embedding().new_empty(sizes));
    try (PointerScope _ = new PointerScope()) {
      TreeMeeting meeting = meeting(lesson, false);
      crew.each(member -> {
        Span rows = meeting.rows(member);
        try (PointerScope _ = new PointerScope();
            NoGradGuard _ = new NoGradGuard()) {
          TreePass pass = new TreePass(models.get(member), lesson.pack(), meeting, member, false);
          all.narrow(0, rows.from(), rows.length()).copy_(pass.below());
        }
        return rows;
      });
    }
    return all;
  }

  private TreeMeeting meeting(Lesson lesson, boolean back) {
    Transformer first = models.getFirst();
    return new TreeMeeting(
        crew, first.shape(), rows(lesson), first.embedding().scalar_type(), back);
  }

  private double[] part(
      Lesson lesson, @Nullable Tensor known, TreeMeeting meeting, int member, double share) {
    boolean back = share != 0;
    Transformer model = models.get(member);
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      TreePass pass = new TreePass(model, lesson.pack(), meeting, member, back);
      Tensor states = pass.there(known);
      Tensor dStates = back ? states.new_zeros(states.shape()) : null;
      var targets = TreeHead.Targets.of(lesson, meeting.rows(member));
      double[] nll = new TreeHead(model, targets, back ? share : 1).run(states, dStates);
      if (dStates != null) pass.back(dStates);
      return nll;
    }
  }

  /// Neighbouring rows for each member, so that all have as much to do.
  private List<Span> rows(Lesson lesson) {
    double headShare = headShare(models.getFirst().shape());
    int n = lesson.pack().ids().length;
    double[] cost = new double[n + 1]; // of all rows before
    boolean[] learned = new boolean[n];
    for (int row : lesson.rows()) learned[row] = true;
    for (int row = 0; row < n; row++)
      cost[row + 1] = cost[row] + 1 + (learned[row] ? headShare : 0);
    List<Span> rows = new ArrayList<>();
    int from = 0;
    for (int member = 1; member <= crew.size(); member++) {
      int to = from;
      while (to < n && cost[to + 1] <= cost[n] * member / crew.size() + 1e-9) to++;
      rows.add(new Span(from, to));
      from = to;
    }
    return rows;
  }

  /// What the loss head adds to the time of a row, as a share of the blocks'.
  private static double headShare(Architecture shape) {
    double head = (double) shape.vocabulary() * shape.width();
    double blocks =
        shape.layers()
            * shape.linears().stream()
                .mapToDouble(one -> (double) one.inputs() * one.outputs())
                .sum();
    return head / blocks;
  }

  static List<List<List<Example>>> packed(List<List<Example>> groups) {
    List<List<List<Example>>> packs = new ArrayList<>();
    int tokens = 0;
    for (List<Example> group : groups) {
      int more = tokens(group);
      if (packs.isEmpty() || tokens + more > PACK) {
        packs.add(new ArrayList<>());
        tokens = 0;
      }
      packs.getLast().add(group);
      tokens += more;
    }
    return packs;
  }

  /// At least what the group's tree has: what is read once, and every answer by itself. Of a
  /// hundred intents the answers are most of it.
  private static int tokens(List<Example> group) {
    int read = 0;
    int learned = 0;
    for (Example one : group) {
      read = Math.max(read, one.ids().length - one.learnedTokens());
      learned += one.learnedTokens();
    }
    return read + learned;
  }
}
