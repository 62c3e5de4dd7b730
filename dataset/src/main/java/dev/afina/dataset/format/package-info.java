/// The ways conversations are written in files, each read and written as a stream.
@NullMarked
package dev.afina.dataset.format;

import org.jspecify.annotations.NullMarked;
