/// Personal data and secrets in a text: found before anything leaves the machine, and replaced.
@NullMarked
package dev.afina.dataset.personal;

import org.jspecify.annotations.NullMarked;
