/// Training and answering on this machine: starts and feeds the engine's process, and outlives it.
@NullMarked
package dev.afina.training.local;

import org.jspecify.annotations.NullMarked;
