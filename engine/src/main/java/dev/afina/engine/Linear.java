package dev.afina.engine;

import static org.bytedeco.pytorch.global.torch.addmm;
import static org.bytedeco.pytorch.global.torch.linear;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// `y = xWᵀ + b`, either as it came from the checkpoint or with a LoRA adapter on top.
///
/// [#forward] can be differentiated by libtorch and is the definition. [#there] and [#back] are the
/// same with the derivative written out.
sealed interface Linear {

  /// `(tokens, in)` to `(tokens, out)`.
  Tensor forward(Tensor x);

  /// Whether anything of it learns.
  boolean learns();

  /// [#forward] that keeps what [#back] needs.
  Tensor there(Tensor x, Tape tape);

  /// Adds to the gradients of what learns.
  ///
  /// @param dy gradient of what [#there] made
  /// @param dx gradient of its input by way of other layers, to be added to, if there is any
  /// @return the gradient of its input
  Tensor back(Tensor dy, @Nullable Tensor dx, Tape tape);

  /// The weight as loaded. It learns only in a full training, where it is a leaf.
  ///
  /// @param weight `(out, in)`
  /// @param turned whether the weight is `(in, out)` instead
  record Plain(Tensor weight, @Nullable Tensor bias, boolean turned) implements Linear {
    @Override
    public Tensor forward(Tensor x) {
      return bias == null ? linear(x, upright()) : linear(x, upright(), Norm.optional(bias));
    }

    @Override
    public boolean learns() {
      return weight.requires_grad();
    }

    @Override
    public Tensor there(Tensor x, Tape tape) {
      if (learns()) tape.keep(x);
      return forward(x);
    }

    @Override
    public Tensor back(Tensor dy, @Nullable Tensor dx, Tape tape) {
      if (learns()) learn(dy, tape.take());
      return product(dy, upright(), dx);
    }

    /// @param dy and `x` in the type of the weight
    private void learn(Tensor dy, Tensor x) {
      if (turned) weight.grad().addmm_(x.t(), dy);
      else weight.grad().addmm_(dy.t(), x);
      if (bias != null) bias.grad().add_(dy.sum(0));
    }

    private Tensor upright() {
      return turned ? weight.t() : weight;
    }
  }

  /// `y = xWᵀ + b + scale · x Aᵀ Bᵀ`, as in [LoRA](https://arxiv.org/abs/2106.09685). Only `a`
  /// `(rank, in)` and `b` `(out, rank)` learn; they are kept in 32 bits and the gradient flows
  /// through the cast.
  record Adapted(Plain base, Tensor a, Tensor b, double scale) implements Linear {
    @Override
    public Tensor forward(Tensor x) {
      return forward(x, x);
    }

    /// @param seen by the adapter
    private Tensor forward(Tensor x, Tensor seen) {
      Tensor narrow = linear(seen, a.to(x.scalar_type())); // (tokens, rank)
      Tensor wide = b.to(x.scalar_type()).t(); // (rank, out)
      return addmm(base.forward(x), narrow, wide, new Scalar(1.0), new Scalar(scale));
    }

    @Override
    public boolean learns() {
      return true;
    }

    @Override
    public Tensor there(Tensor x, Tape tape) {
      Tensor seen = tape.keep(x);
      Tensor narrow = tape.keep(linear(seen, a.to(x.scalar_type()))); // (tokens, rank)
      return base.forward(x)
          .addmm_(narrow, b.to(x.scalar_type()).t(), new Scalar(1.0), new Scalar(scale));
    }

    @Override
    public Tensor back(Tensor dy, @Nullable Tensor dx, Tape tape) {
      Tensor narrow = tape.take();
      Tensor x = tape.take();
      b.grad().add_(dy.t().mm(narrow), new Scalar(scale));
      Tensor narrowed = dy.mm(b.to(dy.scalar_type())).mul_(new Scalar(scale)); // (tokens, rank)
      a.grad().add_(narrowed.t().mm(x));
      return base.back(dy, dx, tape).addmm_(narrowed, a.to(dy.scalar_type()));
    }
  }

  /// The same, where the adapter does not see all of its inputs while it learns.
  ///
  /// @param name of the layer
  record Dropped(Adapted adapted, Dropout dropout, String name) implements Linear {
    @Override
    public Tensor forward(Tensor x) {
      return adapted.forward(x, dropout.on(x, name));
    }

    @Override
    public boolean learns() {
      return true;
    }

    /// While nothing is dropped, it is the layer below.
    @Override
    public Tensor there(Tensor x, Tape tape) {
      return adapted.there(x, tape);
    }

    @Override
    public Tensor back(Tensor dy, @Nullable Tensor dx, Tape tape) {
      return adapted.back(dy, dx, tape);
    }
  }

  /// A layer of a full training that is computed in 16 bits while its weight is learned in 32, as
  /// PyTorch's autocast does it.
  record Rounded(Plain whole) implements Linear {
    @Override
    public Tensor forward(Tensor x) {
      return rounded().forward(round(x)).to(x.scalar_type());
    }

    @Override
    public boolean learns() {
      return true;
    }

    @Override
    public Tensor there(Tensor x, Tape tape) {
      return rounded().forward(tape.keep(round(x))).to(x.scalar_type());
    }

    @Override
    public Tensor back(Tensor dy, @Nullable Tensor dx, Tape tape) {
      Tensor x = tape.take();
      Tensor dyRounded = round(dy);
      Tensor dw = whole.turned() ? x.t().mm(dyRounded) : dyRounded.t().mm(x);
      whole.weight().grad().add_(dw);
      if (whole.bias() != null) whole.bias().grad().add_(dy.sum(0));
      Tensor back = product(dyRounded, rounded().upright(), null);
      return dx == null ? back.to(dy.scalar_type()) : dx.add_(back);
    }

    private Plain rounded() {
      return new Plain(
          round(whole.weight()), whole.bias() == null ? null : round(whole.bias()), whole.turned());
    }

    private static Tensor round(Tensor x) {
      return x.to(ScalarType.BFloat16);
    }
  }

  /// `dy W`, added to `dx` if there is any.
  private static Tensor product(Tensor dy, Tensor weight, @Nullable Tensor dx) {
    return dx == null ? dy.mm(weight) : dx.addmm_(dy, weight);
  }
}
