package dev.afina.engine;

import static org.bytedeco.pytorch.global.torch.cat;

import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Cross-entropy on learned tokens only. The scores of a token over the whole vocabulary are large,
/// so they are made, differentiated and given back a chunk of rows at a time.
final class LossHead {
  /// Rows at a time: 128 × 49,152 scores are 25 MB.
  private static final int CHUNK = 128;

  private static final long EACH = 0; // at::Reduction::None

  private LossHead() {}

  /// The weighted sum of `−ln p(token)` over the lesson's targets, in nats.
  static double loss(Transformer model, Lesson lesson) {
    Tensor states = states(model, lesson);
    double loss = 0;
    for (int at = 0; at < lesson.rows().length; at += CHUNK) {
      try (PointerScope _ = new PointerScope()) {
        int n = Math.min(CHUNK, lesson.rows().length - at);
        Tensor nll = nll(model, states.narrow(0, at, n), lesson, at, n);
        loss += nll.dot(weights(nll, lesson, at, n)).item_double();
      }
    }
    return loss;
  }

  /// The same, and adds the gradient of `loss / share` to every leaf of the model.
  static double backward(Transformer model, Lesson lesson, double share) {
    Tensor states = states(model, lesson);
    int chunks = (lesson.rows().length + CHUNK - 1) / CHUNK;
    Tensor[] gradients = new Tensor[chunks];
    double loss = 0;
    PointerScope step = PointerScope.getInnerScope();
    for (int c = 0; c < chunks; c++) {
      try (PointerScope _ = new PointerScope()) {
        int at = c * CHUNK;
        int n = Math.min(CHUNK, lesson.rows().length - at);
        Tensor chunk = states.narrow(0, at, n).detach().requires_grad_(true);
        Tensor nll = nll(model, chunk, lesson, at, n);
        Tensor sum = nll.dot(weights(nll, lesson, at, n));
        loss += sum.item_double();
        sum.div(new Scalar(share)).backward();
        gradients[c] = new Tensor(chunk.grad()); // a view would die with the chunk
        step.attach(gradients[c]);
      }
    }
    Tensor gradient = chunks == 1 ? gradients[0] : cat(new TensorVector(gradients), 0);
    states.backward(gradient, new BoolOptional(false), false, new TensorArrayRefOptional());
    return loss;
  }

  /// The states that predict a target: `(targets, width)`.
  private static Tensor states(Transformer model, Lesson lesson) {
    return model.hidden(lesson.pack()).index_select(0, torch.tensor(lesson.rows()));
  }

  /// `(n)`
  private static Tensor nll(Transformer model, Tensor states, Lesson lesson, int at, int n) {
    Tensor tokens = torch.tensor(Arrays.copyOfRange(lesson.tokens(), at, at + n));
    return torch.cross_entropy_loss(
        model.logits(states), tokens, new TensorOptional(), EACH, -100, 0.0);
  }

  /// In the type of the scores.
  private static Tensor weights(Tensor nll, Lesson lesson, int at, int n) {
    return Weights.of(Arrays.copyOfRange(lesson.weights(), at, at + n)).to(nll.scalar_type());
  }
}
