package dev.afina.engine;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// Tensors that outlive the scope they are made in. Native memory is invisible to the garbage
/// collector: whatever is kept here must be closed.
final class Kept {
  private Kept() {}

  /// What `making` makes, without what it needs on the way.
  static Tensor outliving(Supplier<Tensor> making) {
    try (PointerScope scope = new PointerScope()) {
      Tensor made = making.get();
      made.retainReference();
      scope.detach(made);
      return made;
    }
  }
}
