/// Everything that may be wrong with a data set that can be read: findings with their line, their
/// rule and their way out, and repairs where they are safe.
@NullMarked
package dev.afina.dataset.check;

import org.jspecify.annotations.NullMarked;
