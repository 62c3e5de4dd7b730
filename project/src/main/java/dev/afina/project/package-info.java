/// A folder with its settings and its eight steps: from a shop's sentences to a model that answers.
@NullMarked
package dev.afina.project;

import org.jspecify.annotations.NullMarked;
