/// What a model does for the business: figures of a file of outcomes, before and after, or of two
/// groups of customers.
@NullMarked
package dev.afina.evaluation.outcomes;

import org.jspecify.annotations.NullMarked;
