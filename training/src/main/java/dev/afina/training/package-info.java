/// What a training is: recipe, plan, trainer, progress, run folder.
@NullMarked
package dev.afina.training;

import org.jspecify.annotations.NullMarked;
