/// Judges one answer: by rules anybody can check, or by a model whose judgement was itself tested.
@NullMarked
package dev.afina.evaluation.grading;

import org.jspecify.annotations.NullMarked;
