package dev.afina.engine;

import dev.afina.engine.Tile.Span;
import dev.afina.tokenizer.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// A [Step] that computes what conversations have in common once: their common beginnings, equal
/// ones as a whole, and nothing behind the last learned token. There is no padding, and the loss
/// head sees learned tokens only. The rows of a tree are divided among the members of a crew, so
/// that no two compute the same; and all of it is the same function of the weights as the
/// [PlainStep]'s, hence has the same gradient.
final class TreeStep implements Step {
  /// Tokens that one thread computes at a time; what they need on the way back bounds the memory.
  private static final int PACK = 2048;

  /// What the loss head adds to the time of a row, as a share of the blocks'.
  private final double headShare;

  private final int together;
  private final List<Worker> workers;
  private final Crew crew;
  private @Nullable Below below;

  private record Worker(Transformer model, Parameters.Leaves leaves) {}

  /// @param together conversations of a micro-batch
  TreeStep(Learning learning, int threads, int together) {
    this.together = together;
    this.crew = new Crew(threads);
    this.workers =
        IntStream.range(0, threads)
            .mapToObj(_ -> {
              Parameters.Leaves leaves = learning.parameters().leaves();
              return new Worker(learning.models().apply(leaves).model(), leaves);
            })
            .toList();
    var shape = workers.getFirst().model().shape();
    double head = (double) shape.vocabulary() * shape.width();
    double blocks =
        shape.layers()
            * shape.linears().stream()
                .mapToDouble(one -> (double) one.inputs() * one.outputs())
                .sum();
    this.headShare = head / blocks;
  }

  @Override
  public void know(List<Example> examples) {
    if (below != null) below.close();
    below = Below.of(crew, workers.stream().map(Worker::model).toList(), examples);
  }

  @Override
  public double run(int number, List<Example> batch, double share) {
    for (Worker worker : workers) worker.leaves().gradient().zero_();
    double loss = 0;
    for (int at = 0; at < batch.size(); at += together)
      for (List<Example> pack : packs(batch.subList(at, Math.min(batch.size(), at + together)), crew.size()))
        loss += weighted(pack, share);
    try (PointerScope _ = new PointerScope()) {
      for (Worker other : workers.subList(1, workers.size()))
        gradient().add_(other.leaves().gradient());
    }
    return loss / share;
  }

  @Override
  public Tensor gradient() {
    return workers.getFirst().leaves().gradient();
  }

  @Override
  public double loss(List<Example> examples) {
    double loss = 0;
    for (List<Example> pack : packs(examples, crew.size())) loss += weighted(pack, 0);
    return loss / Step.weight(examples);
  }

  @Override
  public List<double[]> likelihoods(List<List<Example>> groups) {
    List<double[]> likelihoods = new ArrayList<>();
    for (List<List<Example>> pack : packed(groups)) {
      List<Example> flat = pack.stream().flatMap(List::stream).toList();
      Lesson lesson = Lesson.tree(flat);
      double[] all = lesson.likelihoods(flat, computed(flat, lesson, 0));
      int at = 0;
      for (List<Example> group : pack)
        likelihoods.add(Arrays.copyOfRange(all, at, at += group.size()));
    }
    return likelihoods;
  }

  /// `Σ weight · −ln p`, and the gradient of it.
  ///
  /// @param share what the gradient is divided by; 0: there is none
  private double weighted(List<Example> pack, double share) {
    Lesson lesson = Lesson.tree(pack);
    double[] nll = computed(pack, lesson, share);
    double sum = 0;
    for (int i = 0; i < nll.length; i++) sum += lesson.weights()[i] * nll[i];
    return sum;
  }

  /// `−ln p` of each of the lesson's targets.
  private double[] computed(List<Example> pack, Lesson lesson, double share) {
    boolean back = share != 0;
    try (PointerScope _ = new PointerScope()) {
      Transformer first = workers.getFirst().model();
      TreeMeeting meeting =
          new TreeMeeting(crew, first.shape(), rows(lesson), first.embedding().scalar_type(), back);
      Tensor known = below != null && below.has(pack) ? below.of(pack, lesson.pack()) : null;
      return crew.each(member -> part(lesson, known, meeting, member, share)).stream()
          .flatMapToDouble(Arrays::stream)
          .toArray();
    }
  }

  private double[] part(
      Lesson lesson, @Nullable Tensor known, TreeMeeting meeting, int member, double share) {
    boolean back = share != 0;
    Transformer model = workers.get(member).model();
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

  /// What all threads compute at a time, at most.
  static long tokens(List<Example> examples, int threads) {
    return packs(examples, threads).stream().mapToLong(TreeStep::distinct).max().orElse(0);
  }

  private static int distinct(List<Example> examples) {
    return Lesson.tree(examples).pack().ids().length;
  }

  /// Divides examples so that the tree of each part is small enough. Those that begin alike stay
  /// together.
  private static List<List<Example>> packs(List<Example> examples, int threads) {
    List<Example> learned =
        examples.stream()
            .filter(one -> one.learnedTokens() > 0)
            .sorted((a, b) -> Arrays.compare(a.ids(), b.ids()))
            .toList();
    List<List<Example>> packs = new ArrayList<>();
    if (!learned.isEmpty()) divide(learned, PACK * threads, packs);
    return packs;
  }

  private static void divide(List<Example> examples, int most, List<List<Example>> packs) {
    int half = examples.size() / 2;
    if (half == 0 || distinct(examples) <= most) {
      packs.add(examples);
      return;
    }
    divide(examples.subList(0, half), most, packs);
    divide(examples.subList(half, examples.size()), most, packs);
  }

  private List<List<List<Example>>> packed(List<List<Example>> groups) {
    List<List<List<Example>>> packs = new ArrayList<>();
    int tokens = PACK;
    for (List<Example> group : groups) {
      tokens += group.stream().mapToInt(one -> one.ids().length).max().orElse(0);
      if (tokens >= PACK || packs.isEmpty()) {
        packs.add(new ArrayList<>());
        tokens = 0;
      }
      packs.getLast().add(group);
    }
    return packs;
  }

  @Override
  public void close() {
    crew.close();
    if (below != null) below.close();
    workers.forEach(worker -> worker.leaves().close());
  }
}
