/// Numbers about many texts: variety, balance, tone, language, labels in doubt.
@NullMarked
package dev.afina.dataset.measure;

import org.jspecify.annotations.NullMarked;
