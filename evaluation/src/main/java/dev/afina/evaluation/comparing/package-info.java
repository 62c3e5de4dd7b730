/// Several contestants, the same frozen cases: each answer is kept, every number comes from what
/// was kept, and what got worse is said first.
@NullMarked
package dev.afina.evaluation.comparing;

import org.jspecify.annotations.NullMarked;
