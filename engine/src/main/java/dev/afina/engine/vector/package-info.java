/// A model that says one token after another, computed with the processor's own vectors: no native
/// library, no tensor, nothing made anew for a token. `Transformer` is the definition; this
/// computes the same.
@NullMarked
package dev.afina.engine.vector;

import org.jspecify.annotations.NullMarked;
