package dev.afina.text;

import org.jspecify.annotations.Nullable;

/// A fact in words, in up to three parts: what is so (the place and the value), the rule behind it,
/// and the way out.
public record Explained(String sentence, @Nullable String rule, @Nullable String fix) {}
