package dev.afina.model;

import dev.afina.model.Architecture.Positions;
import java.util.List;

/// The frequencies of rotary positions that a `config.json` describes. Transformers 5 says
/// `rope_parameters`, Transformers 4 `rope_theta` and `rope_scaling`.
final class RopeFrequencies {
  private RopeFrequencies() {}

  private static final String SCALINGS = "default, linear, llama3";

  /// One set for all layers.
  static List<Float> read(Fields config, int headWidth) {
    config.only("partial_rotary_factor", "1.0");
    Fields rope = config.inside("rope_parameters");
    if (!rope.isEmpty()) return scaled(rope, theta(rope, theta(config, 10_000)), headWidth);
    return scaled(config.inside("rope_scaling"), theta(config, 10_000), headWidth);
  }

  /// Gemma has another base in layers that see a window only; its scaling is for the others.
  static Positions.Rotary readBoth(Fields config, int headWidth) {
    Fields rope = config.inside("rope_parameters");
    if (rope.isEmpty())
      return new Positions.Rotary(
          scaled(config.inside("rope_scaling"), theta(config, 1e6), headWidth),
          Architecture.frequencies(
              config.real("rope_local_base_freq", 10_000, 1, 1e12), headWidth));
    Fields everywhere = rope.inside("full_attention");
    Fields window = rope.inside("sliding_attention");
    return new Positions.Rotary(
        scaled(everywhere, theta(everywhere, 1e6), headWidth),
        scaled(window, theta(window, 10_000), headWidth));
  }

  private static double theta(Fields fields, double missing) {
    return fields.real("rope_theta", missing, 1, 1e12);
  }

  private static List<Float> scaled(Fields rope, double theta, int headWidth) {
    rope.only("partial_rotary_factor", "1.0");
    List<Float> plain = Architecture.frequencies(theta, headWidth);
    String kind = rope.has("rope_type") ? "rope_type" : "type";
    return switch (rope.text(kind, "default")) {
      case "default" -> plain;
      case "linear" -> {
        float factor = (float) factor(rope);
        yield plain.stream().map(f -> f / factor).toList();
      }
      case "llama3" -> llama3(rope, plain);
      default -> throw rope.unsupported(kind, SCALINGS);
    };
  }

  /// Slow turns are made slower, fast ones stay, those between are between ([Llama
  /// 3](https://arxiv.org/abs/2407.21783)).
  private static List<Float> llama3(Fields rope, List<Float> plain) {
    double factor = factor(rope);
    double low = rope.real("low_freq_factor", -1, 1e-3, 1e6);
    double high = rope.real("high_freq_factor", -1, 1e-3, 1e6);
    if (high <= low) throw rope.damaged("high_freq_factor", high, "> " + low);
    double context = rope.whole("original_max_position_embeddings", -1, Integer.MAX_VALUE);
    return plain.stream()
        .map(f -> {
          double wave = 2 * Math.PI / f;
          if (wave > context / low) return (float) (f / factor);
          if (wave < context / high) return f;
          double share = (context / wave - low) / (high - low);
          return (float) ((1 - share) * f / factor + share * f);
        })
        .toList();
  }

  private static double factor(Fields rope) {
    return rope.real("factor", -1, 1e-3, 1e6);
  }
}
