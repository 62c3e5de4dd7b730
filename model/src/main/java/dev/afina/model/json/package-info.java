/// JSON that keeps to a schema, character by character: what may come next, and how much must.
@NullMarked
package dev.afina.model.json;

import org.jspecify.annotations.NullMarked;
