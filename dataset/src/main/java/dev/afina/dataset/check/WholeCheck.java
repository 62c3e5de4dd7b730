package dev.afina.dataset.check;

import java.util.function.Consumer;

/// A look at all conversations together. It keeps of each only what it needs, and answers at the
/// end.
public non-sealed interface WholeCheck extends Check {
  void add(Looked one);

  void finish(Consumer<Finding> findings);
}
