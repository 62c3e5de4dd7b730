/// Divides sentences again and again, so that few of them can judge a recipe.
@NullMarked
package dev.afina.evaluation.folds;

import org.jspecify.annotations.NullMarked;
