package dev.afina.model;

import dev.afina.core.Refused;
import dev.afina.model.Architecture.Activation;
import dev.afina.model.Architecture.Attention;
import dev.afina.model.Architecture.Ends;
import dev.afina.model.Architecture.FeedForward;
import dev.afina.model.Architecture.Heads;
import dev.afina.model.Architecture.Norm;
import dev.afina.model.Architecture.Positions;
import dev.afina.model.Architecture.Size;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The architecture that a GGUF file describes, by llama.cpp's
/// [keys](https://github.com/ggml-org/ggml/blob/master/docs/gguf.md#llm). What a file leaves out is
/// what llama.cpp computes with.
final class GgufArchitecture {

  static final List<String> FAMILIES = List.of("llama", "qwen2", "qwen3", "gemma3", "gpt2");

  private final MappedFile file;
  private final GgufMetadata metadata;
  private final String family;

  /// The sizes of a tensor by Hugging Face's name, columns first; `null` if there is none.
  private final Function<String, @Nullable List<Long>> tensors;

  /// What rotary frequencies are divided by, one for each pair; empty if the file has none.
  private final float[] slower;

  GgufArchitecture(
      MappedFile file,
      GgufMetadata metadata,
      Function<String, @Nullable List<Long>> tensors,
      float[] slower) {
    this.file = file;
    this.metadata = metadata;
    this.tensors = tensors;
    this.slower = slower;
    this.family = family(metadata);
  }

  /// @throws Refused if it is none of [#FAMILIES]
  static String family(GgufMetadata metadata) {
    String family = metadata.text("general.architecture", "");
    if (FAMILIES.contains(family)) return family;
    throw new Refused(
        new ModelProblem.UnknownArchitecture(metadata.file().path(), family, FAMILIES));
  }

  Architecture read() {
    metadata.same(key("expert_count"), 0);
    return switch (family) {
      case "gpt2" -> gpt2();
      case "gemma3" -> gemma3();
      default -> likeLlama();
    };
  }

  private Architecture likeLlama() {
    Heads heads = heads(family.equals("qwen3") ? 128 : width() / queries());
    int window = metadata.whole(key("attention.sliding_window"), 0, 0, Integer.MAX_VALUE);
    return new Architecture(
        family,
        size("model.embed_tokens.weight", context()),
        new Attention(
            heads,
            heads.usualScale(),
            family.equals("qwen3"),
            tensors.apply("model.layers.0.self_attn.q_proj.bias") != null,
            tensors.apply("model.layers.0.self_attn.o_proj.bias") != null,
            windows(_ -> true, window)),
        new FeedForward(feedForward(), Activation.SILU, true, false),
        new Norm(Norm.Kind.RMS, epsilon("attention.layer_norm_rms_epsilon"), false),
        Positions.Rotary.of(frequencies(10_000, heads.width())),
        Ends.plain(tied(), padding()),
        Names.LLAMA);
  }

  private Architecture gemma3() {
    if (metadata.real(key("attn_logit_softcapping"), 0, 0, 1e6) != 0)
      throw metadata.unsupported(key("attn_logit_softcapping"), "0");
    Heads heads = heads(256);
    // The largest alone divides by what it would have without a width of head of its own.
    double divisor = layers() == 62 ? (double) width() / queries() : heads.width();
    List<Float> near =
        Architecture.frequencies(
            metadata.real(key("rope.freq_base_swa"), 10_000, 1, 1e12), heads.width());
    return new Architecture(
        "gemma3_text",
        size("model.embed_tokens.weight", context()),
        new Attention(
            heads, 1 / Math.sqrt(divisor), true, false, false, windows(gemmaWindows(), window())),
        new FeedForward(feedForward(), Activation.GELU, true, false),
        new Norm(Norm.Kind.RMS_FROM_ONE, epsilon("attention.layer_norm_rms_epsilon"), true),
        new Positions.Rotary(frequencies(1e6, heads.width()), near),
        new Ends(
            Math.sqrt(width()),
            tied(),
            metadata.real(key("final_logit_softcapping"), 0, 0, 1e6),
            padding()),
        Names.GEMMA);
  }

  private Architecture gpt2() {
    Heads heads = heads(width() / queries());
    int rows = rows("transformer.wpe.weight", "position_embd.weight");
    return new Architecture(
        "gpt2",
        size("transformer.wte.weight", Math.min(rows, context())),
        new Attention(heads, heads.usualScale(), false, true, true, Attention.everywhere(layers())),
        new FeedForward(feedForward(), Activation.GELU, false, true),
        new Norm(Norm.Kind.LAYER, epsilon("attention.layer_norm_epsilon"), false),
        new Positions.Learned(rows),
        Ends.plain(tied(), -1),
        Names.GPT2);
  }

  private String key(String name) {
    return family + "." + name;
  }

  private Size size(String embedding, int context) {
    return new Size(layers(), width(), rows(embedding, "token_embd.weight"), context);
  }

  private int rows(String name, String theirs) {
    List<Long> sizes = tensors.apply(name);
    if (sizes == null) throw new Refused(new ModelProblem.MissingTensor(file.path(), theirs));
    return Math.toIntExact(sizes.getLast());
  }

  private int layers() {
    return metadata.whole(key("block_count"), -1, 1, 10_000);
  }

  private int width() {
    return metadata.whole(key("embedding_length"), -1, 1, 1 << 20);
  }

  private int queries() {
    return metadata.whole(key("attention.head_count"), -1, 1, 1 << 14);
  }

  private int context() {
    return metadata.whole(key("context_length"), -1, 1, Integer.MAX_VALUE);
  }

  private int feedForward() {
    return metadata.whole(key("feed_forward_length"), -1, 1, 1 << 24);
  }

  private double epsilon(String name) {
    return metadata.real(key(name), -1, 1e-12, 1e-1);
  }

  private int window() {
    return metadata.whole(key("attention.sliding_window"), -1, 1, Integer.MAX_VALUE);
  }

  private boolean tied() {
    return tensors.apply("lm_head.weight") == null;
  }

  private int padding() {
    return metadata.whole("tokenizer.ggml.padding_token_id", -1, -1, Integer.MAX_VALUE);
  }

  private Heads heads(int usualWidth) {
    int queries = queries();
    int keys = metadata.whole(key("attention.head_count_kv"), queries, 1, queries);
    if (queries % keys != 0)
      throw file.damaged(key("attention.head_count_kv"), keys, queries + " / n");
    int width = metadata.whole(key("attention.key_length"), usualWidth, 2, 1 << 12);
    if (width % 2 != 0) throw file.damaged(key("attention.key_length"), width, "2 · n");
    metadata.same(key("attention.value_length"), width);
    metadata.same(key("rope.dimension_count"), width);
    return new Heads(queries, keys, width);
  }

  private List<Float> frequencies(double usualBase, int headWidth) {
    List<Float> plain =
        Architecture.frequencies(
            metadata.real(key("rope.freq_base"), usualBase, 1, 1e12), headWidth);
    if (slower.length > 0 && slower.length != plain.size())
      throw file.damaged("rope_freqs.weight", slower.length, String.valueOf(plain.size()));
    float factor = scaling();
    return IntStream.range(0, plain.size())
        .mapToObj(i -> plain.get(i) / factor / (slower.length == 0 ? 1 : slower[i]))
        .toList();
  }

  private float scaling() {
    return switch (metadata.text(key("rope.scaling.type"), "none")) {
      case "none" -> 1;
      case "linear" -> (float) metadata.real(key("rope.scaling.factor"), 1, 1e-3, 1e6);
      default -> throw metadata.unsupported(key("rope.scaling.type"), "none, linear");
    };
  }

  /// Every sixth layer sees all, unless the file says another number, or layer by layer.
  private IntPredicate gemmaWindows() {
    String key = key("attention.sliding_window_pattern");
    if (metadata.get(key) instanceof GgufValue.Numbers) {
      double[] seesWindow = metadata.numbers(key, layers());
      return layer -> seesWindow[layer] != 0;
    }
    int pattern = metadata.whole(key, 6, 1, 10_000);
    return layer -> (layer + 1) % pattern != 0;
  }

  private List<Integer> windows(IntPredicate seesWindow, int window) {
    return IntStream.range(0, layers())
        .mapToObj(layer -> seesWindow.test(layer) ? window : 0)
        .toList();
  }
}
