/// Trains and answers on this machine, over libtorch, in a process of its own.
@NullMarked
package dev.afina.engine;

import org.jspecify.annotations.NullMarked;
