/// The words all parts speak: conversation, fact, digest, safe file.
@NullMarked
package dev.afina.core;

import org.jspecify.annotations.NullMarked;
