package dev.afina.model;

import dev.afina.model.Architecture.Positions;
import java.util.List;

/// Writes what a GGUF file says about a model's architecture, by llama.cpp's keys: the way back of
/// [GgufArchitecture].
///
/// @param family llama.cpp's name of the architecture
record GgufDescription(GgufWriter file, Architecture shape, String family) {

  void write() {
    Architecture.Heads heads = shape.attention().heads();
    whole("vocab_size", shape.vocabulary());
    whole("context_length", shape.context());
    whole("embedding_length", shape.width());
    whole("block_count", shape.layers());
    whole("feed_forward_length", shape.feedForward().width());
    whole("attention.head_count", heads.queries());
    whole("attention.head_count_kv", heads.keys());
    boolean layer = shape.norm().kind() == Architecture.Norm.Kind.LAYER;
    String norm = layer ? "attention.layer_norm_epsilon" : "attention.layer_norm_rms_epsilon";
    file.real(key(norm), shape.norm().epsilon());
    switch (shape.positions()) {
      case Positions.Learned _ -> {}
      case Positions.Rotary(var everywhere, var window) -> {
        whole("attention.key_length", heads.width());
        whole("attention.value_length", heads.width());
        whole("rope.dimension_count", heads.width());
        rotary(GgufRotary.of(everywhere));
        if (!window.equals(everywhere))
          file.real(key("rope.freq_base_swa"), GgufRotary.of(window).base());
      }
    }
    windows(shape.attention().windows());
    if (shape.ends().cap() != 0) file.real(key("final_logit_softcapping"), shape.ends().cap());
  }

  private void rotary(GgufRotary rotary) {
    file.real(key("rope.freq_base"), rotary.base());
    if (rotary.factor() != 1) {
      file.text(key("rope.scaling.type"), "linear");
      file.real(key("rope.scaling.factor"), rotary.factor());
    }
  }

  /// Llama's and Qwen's files know one window for all layers, Gemma's which layers have it.
  private void windows(List<Integer> windows) {
    int window = windows.stream().mapToInt(w -> w).max().orElse(0);
    if (window == 0) return;
    whole("attention.sliding_window", window);
    if (family.equals("gemma3"))
      file.truths(
          key("attention.sliding_window_pattern"), windows.stream().map(w -> w > 0).toList());
  }

  private void whole(String name, int value) {
    file.whole(key(name), value);
  }

  private String key(String name) {
    return family + "." + name;
  }
}
