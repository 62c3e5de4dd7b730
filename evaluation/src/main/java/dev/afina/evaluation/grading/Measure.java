package dev.afina.evaluation.grading;

import dev.afina.evaluation.metrics.Bleu;
import dev.afina.evaluation.metrics.ChrF;
import dev.afina.evaluation.metrics.RougeL;
import dev.afina.evaluation.metrics.Surprise;
import dev.afina.model.ScoringModel.Likelihood;
import java.util.Arrays;
import java.util.Optional;

/// What can be measured of an answer. A test file sets a limit: at least so much where more is
/// better, at most so much where less is.
public enum Measure {
  /// [Bleu], 0 to 100.
  BLEU("bleu", true),
  /// [ChrF], 0 to 100.
  CHRF("chrf", true),
  /// [RougeL], 0 to 1.
  ROUGE_L("rouge-l", true),
  /// [Likeness], 0 to 1.
  SIMILARITY("similarity", true),
  /// Of the reference answer, a token.
  PERPLEXITY("perplexity", false),
  /// Of the reference answer.
  BITS_PER_BYTE("bits-per-byte", false),
  /// Seconds until the answer was whole.
  LATENCY("latency", false),
  /// Dollars for the answer: by tokens, or on one's own machine by the hour.
  COST("cost", false);

  private final String word;
  private final boolean moreIsBetter;

  Measure(String word, boolean moreIsBetter) {
    this.word = word;
    this.moreIsBetter = moreIsBetter;
  }

  /// As in a test file.
  public String word() {
    return word;
  }

  boolean within(double value, double limit) {
    return moreIsBetter ? value >= limit : value <= limit;
  }

  static Optional<Measure> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  /// Nothing where the model cannot tell likelihoods, or nobody knows a price.
  Optional<Double> of(Asked asked, Said said) {
    String reference = asked.reference();
    return switch (this) {
      case BLEU -> Optional.of(Bleu.sentence(said.text(), reference));
      case CHRF -> Optional.of(ChrF.of(said.text(), reference).score());
      case ROUGE_L -> Optional.of(RougeL.f1(said.text(), reference));
      case SIMILARITY -> Optional.of(Likeness.of(said.text(), reference));
      case PERPLEXITY ->
          said.reference().map(one -> Surprise.perplexity(one.logLikelihood(), one.tokens()));
      case BITS_PER_BYTE ->
          said.reference()
              .map(Likelihood::logLikelihood)
              .map(log -> Surprise.bitsPerByte(log, reference));
      case LATENCY -> Optional.of(said.seconds());
      case COST -> said.cost();
    };
  }
}
