/// What few examples can tell: cross-validation, and how much more of them would bring.
@NullMarked
package dev.afina.evaluation.few;

import org.jspecify.annotations.NullMarked;
