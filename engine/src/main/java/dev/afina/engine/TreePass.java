package dev.afina.engine;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.gelu;
import static org.bytedeco.pytorch.global.torch.gelu_backward;
import static org.bytedeco.pytorch.global.torch.silu;
import static org.bytedeco.pytorch.global.torch.silu_backward;

import dev.afina.engine.Tile.Span;
import dev.afina.model.Architecture;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// One tree through the model and back, as one member of the crew does it: it computes its own rows
/// of everything, and learns from the others at each attention, the one place where rows see one
/// another. The same function as [Transformer#hidden], with its derivative written out.
final class TreePass {
  private final Transformer model;
  private final Architecture shape;
  private final TreeMeeting meeting;
  private final int member;
  private final Span rows;
  private final int[] ids;
  private final int[] places;
  private final List<Rope.@Nullable Angles> turns;
  private final TreeAttention attention;
  private final Tape tape;
  private final int lowest;

  /// Made, used and forgotten in one [PointerScope].
  ///
  /// @param member of the crew
  /// @param back whether there is a way back
  TreePass(Transformer model, Pack pack, TreeMeeting meeting, int member, boolean back) {
    this.model = model;
    this.shape = model.shape();
    this.meeting = meeting;
    this.member = member;
    this.rows = meeting.rows(member);
    this.ids = Arrays.copyOfRange(pack.ids(), rows.from(), rows.to());
    this.places = Arrays.copyOfRange(pack.positions(_ -> 0), rows.from(), rows.to());
    this.turns = model.turns(places);
    this.attention = new TreeAttention(shape, pack, rows, model.embedding().scalar_type());
    this.tape = new Tape(back);
    this.lowest = lowest(model);
  }

  /// The first block that the gradient has to come to.
  static int lowest(Transformer model) {
    if (model.embedding().requires_grad()) return 0;
    int lowest = 0;
    while (lowest < model.blocks().size() && !model.blocks().get(lowest).learns()) lowest++;
    return lowest;
  }

  /// The states of the member's rows after the last norm, `(rows, width)`.
  ///
  /// @param below what comes to the lowest block that learns, for all rows, where it is known
  Tensor there(@Nullable Tensor below) {
    Tensor x = below == null ? below() : below.narrow(0, rows.from(), rows.length());
    for (int i = lowest; i < model.blocks().size(); i++) x = block(i, x, tape);
    return model.lastNorm().there(x, tape);
  }

  /// What comes to the lowest block that learns, for the member's rows: `(rows, width)`.
  Tensor below() {
    Tensor x = model.embedded(ids, places);
    Tape none = new Tape(false);
    for (int i = 0; i < lowest; i++) x = block(i, x, none);
    return x;
  }

  /// Adds to the gradients of what learns.
  ///
  /// @param dStates gradient of what [#there] made
  void back(Tensor dStates) {
    Tensor dx = model.lastNorm().back(dStates, tape);
    for (int i = model.blocks().size() - 1; i >= lowest; i--) blockBack(i, dx);
    if (model.embedding().requires_grad()) embeddingBack(dx);
  }

  /// What a block makes on the way is given back as soon as it is done.
  private Tensor block(int i, Tensor x, Tape tape) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope _ = new PointerScope()) {
      Block block = model.blocks().get(i);
      Tensor attended = attended(i, block.attentionNorm().there(x, tape), tape);
      Tensor y = x.add(normed(block.afterAttention(), attended, tape));
      Tensor inner = activated(block, block.feedForwardNorm().there(y, tape), tape);
      Tensor out = y.add(normed(block.afterFeedForward(), block.down().there(inner, tape), tape));
      outer.attach(out);
      return out;
    }
  }

  /// @param dx gradient of what the block made; becomes that of what it was given
  private void blockBack(int i, Tensor dx) {
    try (PointerScope _ = new PointerScope()) {
      Block block = model.blocks().get(i);
      Tensor dInner = block.down().back(normedBack(block.afterFeedForward(), dx, tape), null, tape);
      dx.add_(block.feedForwardNorm().back(activatedBack(block, dInner), tape));
      Tensor dAttended = normedBack(block.afterAttention(), dx, tape);
      dx.add_(block.attentionNorm().back(attendedBack(i, dAttended), tape));
    }
  }

  private static Tensor normed(@Nullable Norm norm, Tensor x, Tape tape) {
    return norm == null ? x : norm.there(x, tape);
  }

  private static Tensor normedBack(@Nullable Norm norm, Tensor dy, Tape tape) {
    return norm == null ? dy : norm.back(dy, tape);
  }

  private Tensor activated(Block block, Tensor x, Tape tape) {
    Tensor first = block.up().getFirst().there(x, tape);
    if (!shape.feedForward().gated()) return active(tape.keep(first));
    Tensor gate = block.up().getLast().there(x, tape);
    tape.keep(first);
    return tape.keep(active(first)).mul(tape.keep(gate));
  }

  private Tensor activatedBack(Block block, Tensor dInner) {
    Linear up = block.up().getFirst();
    if (!shape.feedForward().gated()) return up.back(activeBack(dInner, tape.take()), null, tape);
    Tensor gate = tape.take();
    Tensor active = tape.take();
    Tensor first = tape.take();
    Tensor dx = block.up().getLast().back(active.mul_(dInner), null, tape);
    return up.back(activeBack(dInner.mul_(gate), first), dx, tape);
  }

  private Tensor active(Tensor x) {
    return switch (shape.feedForward().activation()) {
      case SILU -> silu(x);
      case GELU -> gelu(x, "tanh");
    };
  }

  private Tensor activeBack(Tensor dy, Tensor x) {
    return switch (shape.feedForward().activation()) {
      case SILU -> silu_backward(dy, x);
      case GELU -> gelu_backward(dy, x, "tanh");
    };
  }

  private Tensor attended(int i, Tensor x, Tape tape) {
    Block block = model.blocks().get(i);
    List<Tensor> made = heads(block, x, tape);
    Tensor q = turned(i, normed(block.queryNorm(), made.get(0), tape));
    Tensor k = turned(i, normed(block.keyNorm(), made.get(1), tape));
    meeting.tell(member, i, k, made.get(2));
    Tensor out = attention.there(i, q, meeting.keys(i), meeting.values(i), tape);
    return block.out().there(out, tape);
  }

  private Tensor attendedBack(int i, Tensor dAttended) {
    Block block = model.blocks().get(i);
    Tensor dOut = block.out().back(dAttended, null, tape);
    TreeMeeting.Gradients mine = meeting.gradients(member, i);
    Tensor dq =
        attention.back(
            i, dOut, meeting.keys(i), meeting.values(i), mine.keys(), mine.values(), tape);
    TreeMeeting.Gradients all = meeting.sum(member, i, dq.scalar_type());
    Tensor dk = normedBack(block.keyNorm(), turnedBack(i, all.keys()), tape);
    return headsBack(
        block, normedBack(block.queryNorm(), turnedBack(i, dq), tape), dk, all.values());
  }

  /// Queries `(rows, H, D)`, keys and values `(rows, K, D)`.
  private List<Tensor> heads(Block block, Tensor x, Tape tape) {
    long width = shape.attention().heads().width();
    List<Tensor> made = block.in().stream().map(layer -> layer.there(x, tape)).toList();
    if (made.size() == 1) {
      TensorVector parts = made.getFirst().split_with_sizes(sizes(width), 1);
      made = List.of(parts.get(0).contiguous(), parts.get(1).contiguous(), parts.get(2));
    }
    return made.stream().map(one -> one.view(rows.length(), one.size(1) / width, width)).toList();
  }

  private Tensor headsBack(Block block, Tensor dq, Tensor dk, Tensor dv) {
    Tensor[] flat = {flat(dq), flat(dk), flat(dv)};
    if (block.in().size() == 1)
      return block.in().getFirst().back(cat(new TensorVector(flat), 1), null, tape);
    Tensor dx = null;
    for (int i = flat.length - 1; i >= 0; i--) dx = block.in().get(i).back(flat[i], dx, tape);
    return Objects.requireNonNull(dx);
  }

  private long[] sizes(long width) {
    var heads = shape.attention().heads();
    return new long[] {heads.queries() * width, heads.keys() * width, heads.keys() * width};
  }

  private Tensor flat(Tensor byHead) {
    return byHead.reshape(rows.length(), byHead.size(1) * byHead.size(2));
  }

  private Tensor turned(int i, Tensor x) {
    Rope.Angles angles = turns.get(i);
    return angles == null ? x : angles.turn(x);
  }

  private Tensor turnedBack(int i, Tensor dx) {
    Rope.Angles angles = turns.get(i);
    return angles == null ? dx : angles.back(dx);
  }

  private void embeddingBack(Tensor dx) {
    if (rows.length() == 0) return;
    Tensor scaled = dx.mul(new Scalar(shape.ends().scale()));
    for (int i = 0; i < ids.length; i++)
      if (ids[i] == shape.ends().padding()) scaled.narrow(0, i, 1).zero_();
    model.embedding().grad().index_add_(0, torch.tensor(ids), scaled);
    Tensor positions = model.positions();
    if (positions != null) positions.grad().index_add_(0, torch.tensor(places), dx);
  }
}
