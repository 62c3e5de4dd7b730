/// Text repaired: what wrong encodings, control characters and broken surrogates did to it.
@NullMarked
package dev.afina.dataset.text;

import org.jspecify.annotations.NullMarked;
