/// Conversations in, a dataset you can trust out.
@NullMarked
package dev.afina.dataset;

import org.jspecify.annotations.NullMarked;
