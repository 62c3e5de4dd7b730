/// Which texts say the same: pieces of texts, how much two have in common, and all pairs that have
/// much in common.
@NullMarked
package dev.afina.dataset.alike;

import org.jspecify.annotations.NullMarked;
