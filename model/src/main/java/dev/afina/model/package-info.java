/// Model files without a native library, where they come from, what they answer.
@NullMarked
package dev.afina.model;

import org.jspecify.annotations.NullMarked;
