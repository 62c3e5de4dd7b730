/// Variations of what customers ask, made without a language model.
@NullMarked
package dev.afina.dataset.augment;

import org.jspecify.annotations.NullMarked;
