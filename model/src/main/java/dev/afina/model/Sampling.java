package dev.afina.model;

import java.util.List;

/// How the tokens of an answer are chosen. The numbers mean what they mean in Transformers and in
/// OpenAI's API, and are applied in the order of Transformers: penalties, temperature, top-k,
/// top-p, min-p.
///
/// @param temperature the scores are divided by it before one is drawn; 0 takes the likeliest token
///   each time
/// @param seed makes a drawing repeatable
/// @param alternatives how many of the likeliest tokens are told beside each token of the answer (0
///   to 20); −1 tells no probabilities at all
public record Sampling(
    double temperature, Cut cut, Penalties penalties, End end, long seed, int alternatives) {

  /// Which tokens are left out of the drawing. The likeliest one never is.
  ///
  /// @param topK only so many of the likeliest; 0 leaves all
  /// @param topP only the likeliest that together are at least this probable ([nucleus
  ///   sampling](https://arxiv.org/abs/1904.09751)); 1 leaves all
  /// @param minP only those at least this share as probable as the likeliest
  ///   ([min-p](https://arxiv.org/abs/2407.01082)); 0 leaves all
  public record Cut(int topK, double topP, double minP) {
    public static final Cut NONE = new Cut(0, 1, 0);

    public Cut {
      check("top-k", topK, 0, 1 << 24);
      check("top-p", topP, 0, 1);
      check("min-p", minP, 0, 1);
    }
  }

  /// What makes a token less likely that was there before.
  ///
  /// @param repetition divides a positive score of every token of the conversation, and multiplies
  ///   a negative one ([CTRL](https://arxiv.org/abs/1909.05858)); 1 changes nothing
  /// @param presence is subtracted once from the score of each token of the answer
  /// @param frequency is subtracted as often as the token was said in the answer
  public record Penalties(double repetition, double presence, double frequency) {
    public static final Penalties NONE = new Penalties(1, 0, 0);

    public Penalties {
      check("repetition penalty", repetition, 0.01, 100);
      check("presence penalty", presence, -2, 2);
      check("frequency penalty", frequency, -2, 2);
    }
  }

  /// When an answer ends, besides where the model ends its turn: at a length, at a text, or when
  /// its form is complete.
  ///
  /// @param stop texts that end the answer and are no part of it
  /// @param schema a JSON schema that the answer keeps to, or empty
  ///   ([dev.afina.model.json.JsonSchema])
  public record End(int maxTokens, List<String> stop, String schema) {
    public End(int maxTokens, List<String> stop) {
      this(maxTokens, stop, "");
    }

    public End {
      stop = List.copyOf(stop);
      if (maxTokens < 1)
        throw new IllegalArgumentException("an answer of " + maxTokens + " tokens");
      if (stop.contains("")) throw new IllegalArgumentException("an empty text ends no answer");
    }
  }

  public Sampling {
    check("temperature", temperature, 0, 2);
    check("number of alternatives", alternatives, -1, 20);
  }

  /// The likeliest token each time.
  public static Sampling greedy(int maxTokens) {
    return drawn(0, maxTokens, 0);
  }

  /// Drawn from all tokens, without penalties.
  public static Sampling drawn(double temperature, int maxTokens, long seed) {
    End end = new End(maxTokens, List.of());
    return new Sampling(temperature, Cut.NONE, Penalties.NONE, end, seed, -1);
  }

  private static void check(String name, double value, double low, double high) {
    if (!(value >= low && value <= high))
      throw new IllegalArgumentException(
          "the " + name + " lies between " + low + " and " + high + ", not at " + value);
  }
}
