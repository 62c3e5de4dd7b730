package dev.afina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.Digest;
import dev.afina.core.Refused;
import dev.afina.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFileTest {

  /// About as long as the header of the tiny file.
  private static final int HEADER = 1900;

  @TempDir Path folder;

  private final GgufBytes gguf = GgufBytes.tinyLlama();

  @Test
  void aFileHoldsTheWholeModel() throws IOException {
    Base base = open(gguf.bytes());
    assertThat(base.licence()).isEqualTo("mit");
    assertThat(base.architecture())
        .isEqualTo(
            Architecture.llama(
                new Architecture.Size(1, 8, 4, 64),
                new Architecture.Heads(2, 1, 4),
                6,
                5000,
                (double) 1e-5f,
                Architecture.Ends.plain(true, -1)));
    base.weights().close();
    try (Tokenizer tokenizer = base.tokenizer()) {
      assertThat(tokenizer.encode("ab<|im_end|>")).containsExactly(2, 3);
    }
    assertThatThrownBy(base::template).hasMessageContaining("NoTemplate");
  }

  @Test
  void theRowsOfQueriesAndKeysAreBackInTheirOrder() throws IOException {
    try (ModelFile weights = open(gguf.bytes()).weights()) {
      assertThat(firstColumn(weights, "model.layers.0.self_attn.q_proj.weight"))
          .containsExactly(0, 200, 100, 300, 400, 600, 500, 700);
      assertThat(firstColumn(weights, "model.layers.0.self_attn.k_proj.weight"))
          .containsExactly(0, 200, 100, 300);
      assertThat(firstColumn(weights, "model.layers.0.self_attn.v_proj.weight"))
          .containsExactly(0, 100, 200, 300);
    }
  }

  /// Each form's formula, written out on numbers that show every part of it.
  @Test
  void everyStorageIsDecodedByItsFormula() {
    byte[] q = new byte[16];
    for (int j = 0; j < 16; j++) q[j] = (byte) (j | (15 - j) << 4);
    float[] low = new float[32];
    for (int j = 0; j < 16; j++) {
      low[j] = j;
      low[j + 16] = 15 - j;
    }
    assertThat(decode(Storage.Q4_1, half(0.5f), half(-1), q))
        .containsExactly(map(low, x -> 0.5f * x - 1));
    assertThat(decode(Storage.Q4_0, half(0.5f), q)).containsExactly(map(low, x -> 0.5f * (x - 8)));
    byte[] signed = new byte[32];
    for (int j = 0; j < 32; j++) signed[j] = (byte) (j * 8 - 128);
    float[] wide = new float[32];
    for (int j = 0; j < 32; j++) wide[j] = (j * 8 - 128) * 0.25f;
    assertThat(decode(Storage.Q8_0, half(0.25f), signed)).containsExactly(wide);
    assertThat(decode(Storage.F16, half(1.5f), half(-2))).containsExactly(1.5f, -2);
    assertThat(decode(Storage.BF16, new byte[] {(byte) 0xC0, 0x3F, 0x00, (byte) 0xC0}))
        .containsExactly(1.5f, -2);
    assertThat(decode(Storage.F32, new byte[] {0, 0, (byte) 0xC0, 0x3F})).containsExactly(1.5f);
  }

  @Test
  void whatIsNotSupportedIsRefusedByName() {
    assertRefused(
        g -> g.metadata.put("general.architecture", "qwen2"), "UnknownArchitecture", "qwen2");
    assertRefused(
        g -> g.metadata.put("llama.rope.scaling.type", "yarn"), "UnsupportedSetting", "yarn");
    assertRefused(
        g -> g.metadata.put("llama.expert_count", 8), "UnsupportedSetting", "expert_count");
    assertRefused(
        g -> g.metadata.put("llama.rope.dimension_count", 2),
        "UnsupportedSetting",
        "dimension_count");
    assertRefused(g -> g.tensor("rope_freqs.weight", 2), "UnsupportedSetting", "rope_freqs");
    assertRefused(g -> g.tensor("blk.0.attn_q.bias", 8), "UnexpectedTensor", "attn_q.bias");
    assertRefused(
        g ->
            g.tensors.put(
                "output.weight", new GgufBytes.Tensor(12, List.of(256L, 4L), new byte[576])),
        "UnsupportedStorage",
        "Q4_K");
    assertRefused(g -> g.metadata.put("tokenizer.ggml.model", "llama"), "UnknownKind", "llama");
    assertRefused(
        g -> g.metadata.put("tokenizer.ggml.pre", "tekken"), "UnknownPreTokenizer", "tekken");
  }

  @Test
  void whatCannotBeIsRefusedWithTheField() {
    assertRefused(g -> g.metadata.put("llama.block_count", -1), "Damaged", "llama.block_count");
    assertRefused(g -> g.metadata.put("llama.block_count", "x"), "Damaged", "llama.block_count");
    assertRefused(g -> g.metadata.remove("llama.embedding_length"), "Damaged", "embedding_length");
    assertRefused(
        g -> g.metadata.put("llama.attention.head_count_kv", 3), "Damaged", "head_count_kv");
    assertRefused(g -> g.metadata.put("llama.rope.freq_base", Float.NaN), "Damaged", "freq_base");
    assertRefused(g -> g.metadata.put("general.alignment", 7), "Damaged", "alignment");
    assertRefused(
        g -> g.metadata.put("tokenizer.ggml.token_type", new int[] {1}), "Damaged", "token_type");
    assertRefused(
        g -> g.metadata.put("tokenizer.ggml.tokens", List.of("a", "a", "b", "c")),
        "Damaged",
        "tokens");
    assertRefused(g -> g.tensors.remove("token_embd.weight"), "MissingTensor", "token_embd");
    assertRefused(g -> g.tensors.remove("blk.0.ffn_up.weight"), "MissingTensor", "up_proj");
    assertRefused(g -> g.tensor("blk.0.ffn_up.weight", 8, 5), "WrongShape", "[5, 8]");
    Consumer<GgufBytes> tooFewBytes =
        g ->
            g.tensors.put(
                "blk.0.ffn_down.weight",
                new GgufBytes.Tensor(0, List.of(1L << 30, 1L << 30), new byte[0]));
    assertRefused(tooFewBytes, "Damaged", "blk.0.ffn_down.weight.offset");
  }

  /// Cut anywhere, the file is refused; it never ends in another error, and never in an endless
  /// loop.
  @Test
  void aCutFileIsRefusedWhereverItIsCut() throws IOException {
    byte[] whole = gguf.bytes();
    for (int length = 0; length < whole.length; length += length < HEADER ? 1 : 61) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> openAll(cut)).as("cut at " + length).isInstanceOf(Refused.class);
    }
  }

  @Test
  void aFileWithBrokenBytesIsReadOrRefused() throws IOException {
    byte[] whole = gguf.bytes();
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 1000; round++) {
      byte[] broken = whole.clone();
      for (int i = 0; i < 3; i++) broken[random.nextInt(HEADER)] = (byte) random.nextInt(-128, 128);
      try {
        open(broken).weights().close();
      } catch (Refused expected) {
        refused++;
      }
    }
    assertThat(refused).isBetween(300, 999);
  }

  private void assertRefused(Consumer<GgufBytes> change, String problem, String name) {
    GgufBytes changed = GgufBytes.tinyLlama();
    change.accept(changed);
    assertThatThrownBy(() -> openAll(changed.bytes()))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(problem)
        .hasMessageContaining(name);
  }

  private void openAll(byte[] bytes) throws IOException {
    Base base = open(bytes);
    base.weights().close();
    base.tokenizer().close();
  }

  private Base open(byte[] bytes) throws IOException {
    Path file = folder.resolve("model.gguf");
    Files.write(file, bytes);
    return Base.open("model.gguf", file, Digest.of(bytes));
  }

  private static float[] firstColumn(ModelFile weights, String tensor) {
    int columns = Math.toIntExact(weights.shape(tensor).getLast());
    float[] all = Reading.of(weights, tensor);
    float[] first = new float[all.length / columns];
    for (int row = 0; row < first.length; row++) first[row] = all[row * columns];
    return first;
  }

  private static float[] decode(Storage storage, byte[]... parts) {
    ByteBuffer block = ByteBuffer.allocate(64);
    for (byte[] part : parts) block.put(part);
    byte[] from = Arrays.copyOf(block.array(), block.position());
    float[] to = new float[from.length / storage.bytes * storage.block];
    storage.decode(from, to);
    return to;
  }

  private static byte[] half(float value) {
    short bits = Float.floatToFloat16(value);
    return ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort(bits).array();
  }

  private interface FloatFunction {
    float of(float x);
  }

  private static float[] map(float[] values, FloatFunction f) {
    float[] mapped = new float[values.length];
    for (int i = 0; i < values.length; i++) mapped[i] = f.of(values[i]);
    return mapped;
  }
}
