/// Facts become sentences, in English and in Spanish.
@NullMarked
package dev.afina.text;

import org.jspecify.annotations.NullMarked;
