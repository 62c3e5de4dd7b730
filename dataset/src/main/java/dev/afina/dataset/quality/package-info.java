/// What a data set is like, on one page.
@NullMarked
package dev.afina.dataset.quality;

import org.jspecify.annotations.NullMarked;
