/// Text to tokens and back, chat templates, which tokens are learned.
@NullMarked
package dev.afina.tokenizer;

import org.jspecify.annotations.NullMarked;
