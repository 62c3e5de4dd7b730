/// What a data set is like: sizes, variety, balance, tone, languages, and what to do next.
@NullMarked
package dev.afina.dataset.quality;

import org.jspecify.annotations.NullMarked;
