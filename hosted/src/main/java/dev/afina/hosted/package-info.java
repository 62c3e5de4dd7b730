/// Answers from servers that speak OpenAI's API: OpenAI, Azure, or one on this machine.
@NullMarked
package dev.afina.hosted;

import org.jspecify.annotations.NullMarked;
