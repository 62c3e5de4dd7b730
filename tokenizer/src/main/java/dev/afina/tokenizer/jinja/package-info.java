/// Chat templates: a small interpreter for the part of Jinja that they are written in. A template
/// is somebody else's program, so it sees nothing but the closed set of values in `Value`, and
/// everything it does is counted against a `Budget`.
@NullMarked
package dev.afina.tokenizer.jinja;

import org.jspecify.annotations.NullMarked;
