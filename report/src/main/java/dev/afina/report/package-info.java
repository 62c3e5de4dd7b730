/// Results become pages: one self-contained HTML file with pictures, in the reader's language.
@NullMarked
package dev.afina.report;

import org.jspecify.annotations.NullMarked;
