/// Which conversations train, which judge and which are kept for the end: what belongs together
/// stays together, and any two files can be searched for what they share.
@NullMarked
package dev.afina.dataset.split;

import org.jspecify.annotations.NullMarked;
