/// Did it get better? Test cases, what is right, scores with their uncertainty, what to do next.
@NullMarked
package dev.afina.evaluation;

import org.jspecify.annotations.NullMarked;
