package dev.afina.dataset.check;

import java.util.function.Consumer;

/// A look at one conversation. It keeps nothing, so that several may be looked at at the same time.
@FunctionalInterface
public non-sealed interface EachCheck extends Check {
  void check(Looked one, Consumer<Finding> findings);

  /// The same, as a look for something of its own.
  static EachCheck of(Look look, EachCheck check) {
    return new EachCheck() {
      @Override
      public void check(Looked one, Consumer<Finding> findings) {
        check.check(one, findings);
      }

      @Override
      public Cost cost() {
        return Cost.of(look);
      }
    };
  }
}
