/// What may be said after so many cases: intervals and tests, each with its source.
@NullMarked
package dev.afina.evaluation.statistics;

import org.jspecify.annotations.NullMarked;
