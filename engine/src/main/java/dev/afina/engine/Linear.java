package dev.afina.engine;

import static org.bytedeco.pytorch.global.torch.addmm;
import static org.bytedeco.pytorch.global.torch.linear;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// `y = xWᵀ + b`, either as it came from the checkpoint or with a LoRA adapter on top.
sealed interface Linear {

  /// `(tokens, in)` to `(tokens, out)`.
  Tensor forward(Tensor x);

  /// The weight as loaded. It learns only in a full training, where it is a leaf.
  ///
  /// @param weight `(out, in)`
  /// @param turned whether the weight is `(in, out)` instead
  record Plain(Tensor weight, @Nullable Tensor bias, boolean turned) implements Linear {
    @Override
    public Tensor forward(Tensor x) {
      Tensor upright = turned ? weight.t() : weight;
      return bias == null ? linear(x, upright) : linear(x, upright, Norm.optional(bias));
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
  }

  /// The same, where the adapter does not see all of its inputs while it learns.
  ///
  /// @param name of the layer
  record Dropped(Adapted adapted, Dropout dropout, String name) implements Linear {
    @Override
    public Tensor forward(Tensor x) {
      return adapted.forward(x, dropout.on(x, name));
    }
  }

  /// A layer of a full training that is computed in 16 bits while its weight is learned in 32, as
  /// PyTorch's autocast does it.
  record Rounded(Plain whole) implements Linear {
    @Override
    public Tensor forward(Tensor x) {
      Tensor bias = whole.bias();
      Plain rounded =
          new Plain(
              whole.weight().to(ScalarType.BFloat16),
              bias == null ? null : bias.to(ScalarType.BFloat16),
              whole.turned());
      return rounded.forward(x.to(ScalarType.BFloat16)).to(x.scalar_type());
    }
  }
}
