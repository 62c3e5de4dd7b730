package dev.afina.tokenizer;

import dev.afina.core.Conversation;
import dev.afina.core.Refused;

/// A conversation as a model learns it: token ids, and for each how much it counts to predict it.
/// The loss of some examples is `Σ weight · −ln p(token) / Σ weight`.
///
/// @param ids tokens of the conversation up to the last one that is learned
/// @param weights same length; 1 for what the assistant says and the end of its turn, 0 for what is
///   only read, below 0 for what shall become less likely. The first token has nothing before it
///   that could predict it, so its weight is 0
public record Example(int[] ids, float[] weights) {

  public Example {
    if (ids.length != weights.length)
      throw new IllegalArgumentException(ids.length + " tokens but " + weights.length + " weights");
    for (float weight : weights)
      if (!Float.isFinite(weight)) throw new IllegalArgumentException("a weight of " + weight);
  }

  /// @param learned tokens that count 1; the others count nothing
  public Example(int[] ids, boolean[] learned) {
    this(ids, weights(learned));
  }

  /// Only answers are learned, as [ChatTokenizer#example] says.
  ///
  /// @throws Refused with a [TokenizerProblem] if the template does not take the conversation
  public static Example of(Conversation conversation, Tokenizer tokenizer, ChatTemplate template) {
    return new ChatTokenizer(tokenizer, template).example(conversation, 0);
  }

  /// For each token, whether it counts at all.
  public boolean[] learned() {
    boolean[] learned = new boolean[weights.length];
    for (int i = 0; i < weights.length; i++) learned[i] = weights[i] != 0;
    return learned;
  }

  /// How many tokens count.
  public int learnedTokens() {
    int n = 0;
    for (float weight : weights) if (weight != 0) n++;
    return n;
  }

  /// Where the last token stands that counts, or 0 if none does. What it and those behind it would
  /// predict is not needed.
  public int last() {
    int last = weights.length - 1;
    while (last > 0 && weights[last] == 0) last--;
    return Math.max(last, 0);
  }

  /// The sum of all weights: what a loss is divided by.
  public double weight() {
    double sum = 0;
    for (float weight : weights) sum += weight;
    return sum;
  }

  private static float[] weights(boolean[] learned) {
    float[] weights = new float[learned.length];
    for (int i = 0; i < learned.length; i++) weights[i] = learned[i] ? 1 : 0;
    return weights;
  }
}
