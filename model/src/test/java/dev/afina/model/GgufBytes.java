package dev.afina.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Writes small GGUF files, good and bad ones.
final class GgufBytes {

  /// @param dimensions columns first
  record Tensor(int type, List<Long> dimensions, byte[] data) {}

  final SequencedMap<String, Object> metadata = new LinkedHashMap<>();
  final SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();

  /// A Llama with one block, width 4, two heads of which one is for keys, and ChatML; each number
  /// of a matrix tells its place: row · 100 + column.
  static GgufBytes tinyLlama() {
    GgufBytes gguf = new GgufBytes();
    gguf.metadata.put("general.architecture", "llama");
    gguf.metadata.put("general.license", "MIT");
    gguf.metadata.put("llama.block_count", 1);
    gguf.metadata.put("llama.context_length", 64);
    gguf.metadata.put("llama.embedding_length", 8);
    gguf.metadata.put("llama.feed_forward_length", 6);
    gguf.metadata.put("llama.attention.head_count", 2);
    gguf.metadata.put("llama.attention.head_count_kv", 1);
    gguf.metadata.put("llama.rope.freq_base", 5000f);
    gguf.metadata.put("llama.attention.layer_norm_rms_epsilon", 1e-5f);
    gguf.metadata.put("tokenizer.ggml.model", "gpt2");
    gguf.metadata.put("tokenizer.ggml.pre", "gpt-2");
    gguf.metadata.put("tokenizer.ggml.tokens", List.of("a", "b", "ab", "<|im_end|>"));
    gguf.metadata.put("tokenizer.ggml.token_type", new int[] {1, 1, 1, 3});
    gguf.metadata.put("tokenizer.ggml.merges", List.of("a b"));
    gguf.tensor("token_embd.weight", 8, 4);
    gguf.tensor("output_norm.weight", 8);
    gguf.tensor("blk.0.attn_norm.weight", 8);
    gguf.tensor("blk.0.attn_q.weight", 8, 8);
    gguf.tensor("blk.0.attn_k.weight", 8, 4);
    gguf.tensor("blk.0.attn_v.weight", 8, 4);
    gguf.tensor("blk.0.attn_output.weight", 8, 8);
    gguf.tensor("blk.0.ffn_norm.weight", 8);
    gguf.tensor("blk.0.ffn_gate.weight", 8, 6);
    gguf.tensor("blk.0.ffn_up.weight", 8, 6);
    gguf.tensor("blk.0.ffn_down.weight", 6, 8);
    return gguf;
  }

  void tensor(String name, long... dimensions) {
    long rows = dimensions.length == 1 ? 1 : dimensions[1];
    ByteBuffer data =
        ByteBuffer.allocate((int) (dimensions[0] * rows * 4)).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < rows; row++)
      for (int column = 0; column < dimensions[0]; column++) data.putFloat(row * 100 + column);
    List<Long> sizes = new ArrayList<>();
    for (long d : dimensions) sizes.add(d);
    tensors.put(name, new Tensor(0, sizes, data.array()));
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    u32(out, 3);
    u64(out, tensors.size());
    u64(out, metadata.size());
    metadata.forEach((key, value) -> {
      text(out, key);
      value(out, value);
    });
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      text(out, entry.getKey());
      u32(out, entry.getValue().dimensions.size());
      entry.getValue().dimensions.forEach(d -> u64(out, d));
      u32(out, entry.getValue().type);
      u64(out, offset);
      offset = Math.ceilDiv(offset + entry.getValue().data.length, 32) * 32;
    }
    for (Tensor tensor : tensors.values()) {
      out.writeBytes(new byte[-out.size() & 31]);
      out.writeBytes(tensor.data);
    }
    return out.toByteArray();
  }

  private static void value(ByteArrayOutputStream out, Object value) {
    switch (value) {
      case Integer n -> {
        u32(out, 4);
        u32(out, n);
      }
      case Float f -> {
        u32(out, 6);
        u32(out, Float.floatToRawIntBits(f));
      }
      case String text -> {
        u32(out, 8);
        text(out, text);
      }
      case List<?> texts -> {
        u32(out, 9);
        u32(out, 8);
        u64(out, texts.size());
        texts.forEach(text -> text(out, (String) text));
      }
      case int[] numbers -> {
        u32(out, 9);
        u32(out, 5);
        u64(out, numbers.length);
        for (int n : numbers) u32(out, n);
      }
      default -> throw new IllegalArgumentException(value.toString());
    }
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    u64(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void u32(ByteArrayOutputStream out, int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private static void u64(ByteArrayOutputStream out, long value) {
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }
}
