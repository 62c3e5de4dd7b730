package dev.afina.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// What a computation keeps for its way back, which goes through it from its end: what was kept
/// last is needed first. It belongs to one thread and to the scope it was made in.
final class Tape {
  private final PointerScope scope = PointerScope.getInnerScope();
  private final Deque<Tensor> kept = new ArrayDeque<>();
  private final boolean keeps;

  /// @param keeps whether there is a way back
  Tape(boolean keeps) {
    this.keeps = keeps;
  }

  boolean keeps() {
    return keeps;
  }

  /// Makes a tensor outlive the scope it is made in.
  Tensor keep(Tensor tensor) {
    if (keeps) {
      scope.attach(tensor);
      kept.push(tensor);
    }
    return tensor;
  }

  /// What was kept last. It lives as long as the innermost scope.
  Tensor take() {
    Tensor last = kept.pop();
    PointerScope.getInnerScope().attach(last);
    scope.detach(last);
    return last;
  }
}
