package dev.afina.model;

import dev.afina.core.Refused;
import dev.afina.tokenizer.BytePairs;
import dev.afina.tokenizer.TokenizerProblem;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A [GGUF](https://github.com/ggml-org/ggml/blob/master/docs/gguf.md) file of a Llama-type model:
/// everything in one file.
final class GgufFile implements ModelFile {

  private static final Pattern BLOCK = Pattern.compile("blk\\.(\\d{1,4})\\.(\\w+)\\.weight");

  /// llama.cpp's names and Hugging Face's.
  private static final Map<String, String> OUTSIDE =
      Map.of(
          "token_embd.weight", "model.embed_tokens.weight",
          "output_norm.weight", "model.norm.weight",
          "output.weight", "lm_head.weight");

  private static final Map<String, String> INSIDE =
      Map.of(
          "attn_norm", "input_layernorm",
          "attn_q", "self_attn.q_proj",
          "attn_k", "self_attn.k_proj",
          "attn_v", "self_attn.v_proj",
          "attn_output", "self_attn.o_proj",
          "ffn_norm", "post_attention_layernorm",
          "ffn_gate", "mlp.gate_proj",
          "ffn_up", "mlp.up_proj",
          "ffn_down", "mlp.down_proj");

  private final MappedFile file;
  private final Map<String, GgufValue> metadata;
  private final SequencedMap<String, GgufReader.Tensor> tensors = new LinkedHashMap<>();
  private final Architecture architecture;

  private GgufFile(MappedFile file) {
    GgufReader.Header header = GgufReader.read(file);
    this.file = file;
    this.metadata = header.metadata();
    checkFamily();
    header
        .tensors()
        .forEach((name, tensor) -> {
          if (tensors.put(theirName(name), tensor) != null) throw file.damaged(name, "× 2", "× 1");
        });
    this.architecture = readArchitecture();
  }

  /// @throws Refused with a [ModelProblem] if the file is damaged, or no model that Afina knows
  static GgufFile open(Path path) {
    MappedFile file = MappedFile.open(path);
    try {
      return new GgufFile(file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public SequencedSet<String> names() {
    return tensors.sequencedKeySet();
  }

  @Override
  public List<Long> shape(String name) {
    return tensor(name).dimensions().reversed();
  }

  @Override
  public void read(String name, MemorySegment target) {
    GgufReader.Tensor tensor = tensor(name);
    long columns = tensor.dimensions().getFirst();
    long rows = tensor.dimensions().stream().skip(1).reduce(1L, Math::multiplyExact);
    Storage.checkTarget(name, rows * columns, target);
    tensor.storage().read(tensor.data(), rows, columns, order(name), target);
  }

  @Override
  public void close() {
    file.close();
  }

  Architecture architecture() {
    return architecture;
  }

  /// The licence the file names, or empty.
  String licence() {
    return metadata.get("general.license") instanceof GgufValue.Text(String text) ? text : "";
  }

  /// The chat template, or `null` if the file has none.
  @Nullable String template() {
    return metadata.get("tokenizer.chat_template") instanceof GgufValue.Text(String text)
        ? text
        : null;
  }

  /// The special tokens that a chat template may name.
  Map<String, String> namedTokens() {
    List<String> tokens = texts("tokenizer.ggml.tokens");
    Map<String, String> named = new LinkedHashMap<>();
    for (String name : List.of("bos", "eos", "unknown", "padding")) {
      String key = "tokenizer.ggml." + name + "_token_id";
      if (!metadata.containsKey(key)) continue;
      int id = whole(key, -1, 0, tokens.size() - 1);
      String called =
          switch (name) {
            case "unknown" -> "unk_token";
            case "padding" -> "pad_token";
            default -> name + "_token";
          };
      named.put(called, tokens.get(id));
    }
    return named;
  }

  /// The tokens that end an answer.
  List<Integer> ends() {
    return Stream.of("tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id")
        .filter(metadata::containsKey)
        .map(key -> whole(key, -1, 0, Integer.MAX_VALUE))
        .distinct()
        .toList();
  }

  /// @throws Refused if the tokenizer is no byte-level BPE
  BytePairs bytePairs() {
    String kind = text("tokenizer.ggml.model", "");
    if (!kind.equals("gpt2")) throw new Refused(new TokenizerProblem.UnknownKind(kind, "gpt2"));
    List<String> tokens = texts("tokenizer.ggml.tokens");
    List<Integer> special = new ArrayList<>();
    if (metadata.get("tokenizer.ggml.token_type") instanceof GgufValue.Numbers(double[] types)) {
      if (types.length != tokens.size())
        throw file.damaged("tokenizer.ggml.token_type", types.length, "= " + tokens.size());
      // 3 is a control token, 4 one that its makers added; text may name both.
      for (int id = 0; id < types.length; id++)
        if (types[id] == 3 || types[id] == 4) special.add(id);
    }
    String split = text("tokenizer.ggml.pre", "default");
    return new BytePairs(split, tokens, special, texts("tokenizer.ggml.merges"));
  }

  /// llama.cpp rotates neighbouring numbers of a head, Transformers those half a head apart, so its
  /// files hold the rows of queries and keys in another order: row `i` of a head's first half is
  /// the file's row `2i`, row `i` of its second half the file's row `2i + 1`.
  private Storage.RowOrder order(String name) {
    boolean turned = name.endsWith(".q_proj.weight") || name.endsWith(".k_proj.weight");
    if (!turned) return Storage.RowOrder.SAME;
    long head = architecture.attention().heads().width();
    return row -> {
      long start = row / head * head;
      long within = row % head;
      return start + (within < head / 2 ? 2 * within : 2 * (within - head / 2) + 1);
    };
  }

  private GgufReader.Tensor tensor(String name) {
    GgufReader.Tensor tensor = tensors.get(name);
    if (tensor == null)
      throw new IllegalArgumentException("no tensor " + name + " in " + file.path());
    return tensor;
  }

  private String theirName(String name) {
    if (name.equals("rope_freqs.weight"))
      throw new Refused(
          new ModelProblem.UnsupportedSetting(file.path(), name, "llama3", "default"));
    String outside = OUTSIDE.get(name);
    if (outside != null) return outside;
    Matcher block = BLOCK.matcher(name);
    String inside = block.matches() ? INSIDE.get(block.group(2)) : null;
    if (inside == null) throw new Refused(new ModelProblem.UnexpectedTensor(file.path(), name));
    return "model.layers." + Integer.parseInt(block.group(1)) + "." + inside + ".weight";
  }

  private void checkFamily() {
    String family = text("general.architecture", "");
    if (!family.equals("llama"))
      throw new Refused(
          new ModelProblem.UnknownArchitecture(file.path(), family, List.of("llama")));
    String scaling = text("llama.rope.scaling.type", "none");
    if (!scaling.equals("none"))
      throw new Refused(
          new ModelProblem.UnsupportedSetting(
              file.path(), "llama.rope.scaling.type", scaling, "none"));
    long experts = whole("llama.expert_count", 0, 0, Integer.MAX_VALUE);
    if (experts != 0)
      throw new Refused(
          new ModelProblem.UnsupportedSetting(
              file.path(), "llama.expert_count", String.valueOf(experts), "0"));
  }

  private Architecture readArchitecture() {
    int width = whole("llama.embedding_length", -1, 1, 1 << 20);
    int heads = whole("llama.attention.head_count", -1, 1, 1 << 14);
    int keyHeads = whole("llama.attention.head_count_kv", heads, 1, heads);
    if (heads % keyHeads != 0)
      throw file.damaged("llama.attention.head_count_kv", keyHeads, heads + " / n");
    int headWidth = whole("llama.attention.key_length", width / heads, 2, 1 << 12);
    if (headWidth % 2 != 0) throw file.damaged("llama.attention.key_length", headWidth, "2 · n");
    same("llama.attention.value_length", headWidth);
    same("llama.rope.dimension_count", headWidth);
    GgufReader.Tensor embedding = tensors.get("model.embed_tokens.weight");
    if (embedding == null)
      throw new Refused(new ModelProblem.MissingTensor(file.path(), "token_embd.weight"));
    return Architecture.llama(
        new Architecture.Size(
            whole("llama.block_count", -1, 1, 10_000),
            width,
            Math.toIntExact(embedding.dimensions().getLast()),
            whole("llama.context_length", -1, 1, Integer.MAX_VALUE)),
        new Architecture.Heads(heads, keyHeads, headWidth),
        whole("llama.feed_forward_length", -1, 1, 1 << 24),
        real("llama.rope.freq_base", 10_000, 1, 1e12),
        real("llama.attention.layer_norm_rms_epsilon", -1, 1e-12, 1e-1),
        Architecture.Ends.plain(
            !tensors.containsKey("lm_head.weight"),
            whole("tokenizer.ggml.padding_token_id", -1, -1, Integer.MAX_VALUE)));
  }

  /// A setting that Afina computes with one value only.
  private void same(String key, int value) {
    int found = whole(key, value, 0, Integer.MAX_VALUE);
    if (found != value)
      throw new Refused(
          new ModelProblem.UnsupportedSetting(
              file.path(), key, String.valueOf(found), String.valueOf(value)));
  }

  /// @param missing what counts if the file does not say; below `low`, it must say
  private int whole(String key, int missing, int low, int high) {
    GgufValue value = metadata.get(key);
    if (value == null && missing >= low) return missing;
    if (value instanceof GgufValue.Whole(long n) && n >= low && n <= high) return (int) n;
    throw file.damaged(key, described(value), low + " … " + high);
  }

  private double real(String key, double missing, double low, double high) {
    GgufValue value = metadata.get(key);
    if (value == null && missing >= low) return missing;
    if (value instanceof GgufValue.Real(double r) && r >= low && r <= high) return r;
    throw file.damaged(key, described(value), low + " … " + high);
  }

  private String text(String key, String missing) {
    return switch (metadata.get(key)) {
      case null -> missing;
      case GgufValue.Text(String text) -> text;
      case GgufValue other -> throw file.damaged(key, described(other), "text");
    };
  }

  private List<String> texts(String key) {
    GgufValue value = metadata.get(key);
    if (value instanceof GgufValue.Texts(List<String> texts)) return texts;
    throw file.damaged(key, described(value), "[text]");
  }

  private static String described(@Nullable GgufValue value) {
    return switch (value) {
      case null -> "–";
      case GgufValue.Whole(long n) -> String.valueOf(n);
      case GgufValue.Real(double r) -> String.valueOf(r);
      case GgufValue.Truth(boolean b) -> String.valueOf(b);
      case GgufValue.Text(String text) -> text;
      case GgufValue.Texts(List<String> texts) -> "[" + texts.size() + "]";
      case GgufValue.Numbers(double[] numbers) -> "[" + numbers.length + "]";
    };
  }
}
