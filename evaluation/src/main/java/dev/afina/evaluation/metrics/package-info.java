/// How near an answer is to what was wanted, and how far a probability can be believed: numbers as
/// the programs compute them that everybody compares with.
@NullMarked
package dev.afina.evaluation.metrics;

import org.jspecify.annotations.NullMarked;
