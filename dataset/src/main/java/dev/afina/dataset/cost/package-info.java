/// What a training at a hosted provider costs, and whether and until when it is still allowed.
@NullMarked
package dev.afina.dataset.cost;

import org.jspecify.annotations.NullMarked;
