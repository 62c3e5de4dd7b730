package dev.afina.engine;

import dev.afina.model.Sampling;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Chooses the tokens of one answer, given the scores of each. It remembers what was there before.
final class Sampler {
  private final Sampling sampling;
  private final RandomGenerator random;
  private final Set<Integer> seen = new HashSet<>();
  private final Map<Integer, Integer> said = new HashMap<>();

  /// @param before the tokens of the conversation up to the answer
  Sampler(Sampling sampling, int[] before) {
    this.sampling = sampling;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(sampling.seed());
    for (int token : before) seen.add(token);
  }

  /// @param scores of every token of the vocabulary; changed on the way
  int next(float[] scores) {
    int token = sampling.temperature() == 0 ? likeliest(punished(scores)) : drawn(scores);
    seen.add(token);
    said.merge(token, 1, Integer::sum);
    return token;
  }

  /// The probabilities a token is drawn with, as they sum to one.
  double[] probabilities(float[] scores) {
    float[] left = cut(punished(scores));
    double top = left[likeliest(left)];
    double[] shares = new double[left.length];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) sum += shares[i] = Math.exp(left[i] - top);
    for (int i = 0; i < shares.length; i++) shares[i] /= sum;
    return shares;
  }

  private int drawn(float[] scores) {
    double[] shares = probabilities(scores);
    double left = random.nextDouble();
    int last = -1;
    for (int i = 0; i < shares.length; i++) {
      if (shares[i] == 0) continue;
      last = i;
      left -= shares[i];
      if (left < 0) return i;
    }
    return last; // Rounding left a little over.
  }

  private float[] punished(float[] scores) {
    Sampling.Penalties penalties = sampling.penalties();
    if (penalties.equals(Sampling.Penalties.NONE)) return scores;
    float repetition = (float) penalties.repetition();
    for (int token : seen)
      scores[token] = scores[token] > 0 ? scores[token] / repetition : scores[token] * repetition;
    said.forEach((token, times) ->
        scores[token] -= (float) (penalties.presence() + penalties.frequency() * times));
    return scores;
  }

  /// Divides by the temperature, and gives what is left out a probability of zero. Each cut looks
  /// at what the one before it left.
  private float[] cut(float[] scores) {
    for (int i = 0; i < scores.length; i++) scores[i] /= (float) sampling.temperature();
    Sampling.Cut cut = sampling.cut();
    if (cut.topK() > 0 && cut.topK() < scores.length) {
      float[] sorted = scores.clone();
      Arrays.sort(sorted);
      keepFrom(sorted[sorted.length - cut.topK()], scores);
    }
    if (cut.topP() < 1) keepNucleus(scores, cut.topP());
    if (cut.minP() > 0)
      keepFrom((float) (scores[likeliest(scores)] + Math.log(cut.minP())), scores);
    return scores;
  }

  private static void keepFrom(float least, float[] scores) {
    for (int i = 0; i < scores.length; i++)
      if (scores[i] < least) scores[i] = Float.NEGATIVE_INFINITY;
  }

  /// Keeps the likeliest tokens until they reach the share; of equal ones the first.
  private static void keepNucleus(float[] scores, double share) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Float.compare(scores[b], scores[a]));
    double top = scores[order[0]];
    double sum = 0;
    for (float score : scores) sum += Math.exp(score - top);
    double reached = 0;
    for (int i = 0; i < order.length; i++) {
      if (i > 0 && reached >= share * sum) scores[order[i]] = Float.NEGATIVE_INFINITY;
      else reached += Math.exp(scores[order[i]] - top);
    }
  }

  private static int likeliest(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) if (scores[i] > scores[best]) best = i;
    return best;
  }
}
