package dev.afina.evaluation.metrics;

import java.nio.charset.StandardCharsets;

/// How much a text surprises a model.
public final class Surprise {
  private Surprise() {}

  /// The perplexity of who finds an answer all but impossible: larger numbers say no more.
  private static final double IMPOSSIBLE = 1e9;

  /// `exp(−log-likelihood / tokens)`: among so many equally likely tokens it chose each time. Only
  /// models with the same tokenizer can be compared.
  ///
  /// @param logLikelihood natural, summed over the tokens
  public static double perplexity(double logLikelihood, long tokens) {
    return tokens == 0 ? 1 : Math.min(IMPOSSIBLE, Math.exp(-logLikelihood / tokens));
  }

  /// `−log-likelihood / (ln 2 · bytes)`: the same for models with different tokenizers.
  public static double bitsPerByte(double logLikelihood, String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return bytes == 0 ? 0 : -logLikelihood / (Math.log(2) * bytes);
  }
}
