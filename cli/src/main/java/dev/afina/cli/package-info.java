/// The same, from a terminal: commands, what they draw, and how they end.
@NullMarked
package dev.afina.cli;

import org.jspecify.annotations.NullMarked;
