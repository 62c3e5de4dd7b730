package dev.afina.model;

import dev.afina.core.Refused;
import dev.afina.tokenizer.Tokenizer;
import dev.afina.tokenizer.Tokenizers;
import dev.afina.tokenizer.Vocabulary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A [GGUF](https://github.com/ggml-org/ggml/blob/master/docs/gguf.md) file: everything in one
/// file. llama.cpp keeps some tensors in another form than Hugging Face; they are given back as
/// Hugging Face has them.
final class GgufFile implements ModelFile {

  /// Not a weight, but what rotary frequencies are divided by.
  private static final String SLOWER = "rope_freqs.weight";

  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final MappedFile file;
  private final GgufMetadata metadata;
  private final SequencedMap<String, GgufReader.Tensor> tensors = new LinkedHashMap<>();
  private final Architecture architecture;
  private final GgufLayout layout;

  private GgufFile(MappedFile file) {
    GgufReader.Header header = GgufReader.read(file);
    this.file = file;
    this.metadata = new GgufMetadata(file, header.metadata());
    String family = GgufArchitecture.family(metadata);
    GgufNames names = GgufNames.of(family);
    header
        .tensors()
        .forEach((name, tensor) -> {
          if (!name.equals(SLOWER)) tensors.put(names.theirs(name).orElse(name), tensor);
        });
    this.architecture =
        new GgufArchitecture(
                file,
                metadata,
                name -> tensors.containsKey(name) ? tensors.get(name).dimensions() : null,
                slower(header.tensors().get(SLOWER)))
            .read();
    this.layout = new GgufLayout(family, architecture);
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

  private float[] slower(GgufReader.@Nullable Tensor tensor) {
    if (tensor == null) return new float[0];
    if (tensor.storage() != Storage.F32 || tensor.dimensions().size() != 1)
      throw file.damaged(SLOWER, tensor.storage(), "F32 [n]");
    float[] divisors = tensor.data().toArray(GgufReader.FLOAT);
    for (float divisor : divisors)
      if (!(divisor >= 1e-6 && divisor <= 1e6)) throw file.damaged(SLOWER, divisor, "10⁻⁶ … 10⁶");
    return divisors;
  }

  @Override
  public SequencedSet<String> names() {
    return tensors.sequencedKeySet();
  }

  @Override
  public List<Long> shape(String name) {
    List<Long> columnsFirst = tensor(name).dimensions();
    return layout.isTurned(name, columnsFirst.size()) ? columnsFirst : columnsFirst.reversed();
  }

  @Override
  public void read(String name, MemorySegment target) {
    GgufReader.Tensor tensor = tensor(name);
    long numbers = tensor.dimensions().stream().reduce(1L, Math::multiplyExact);
    Storage.checkTarget(name, numbers, target);
    // A bias is ordered like the rows of its matrix.
    boolean vector = tensor.dimensions().size() == 1 && tensor.storage().block == 1;
    long columns = vector ? 1 : tensor.dimensions().getFirst();
    long rows = numbers / columns;
    if (layout.isTurned(name, tensor.dimensions().size())) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment upright = arena.allocate(target.byteSize());
        tensor.storage().read(tensor.data(), rows, columns, Storage.RowOrder.SAME, upright);
        turn(upright, rows, columns, target);
      }
    } else {
      tensor.storage().read(tensor.data(), rows, columns, layout.order(name), target);
      if (layout.isFromOne(name)) subtractOne(target, numbers);
    }
  }

  @Override
  public @Nullable StoredRows stored(String name) {
    GgufReader.Tensor tensor = tensor(name);
    if (tensor.dimensions().size() != 2 || layout.isTurned(name, 2)) return null;
    int columns = Math.toIntExact(tensor.dimensions().getFirst());
    long rows = tensor.dimensions().getLast();
    return new StoredRows(tensor.storage(), rows, columns, tensor.data(), layout.order(name));
  }

  private static void turn(MemorySegment upright, long rows, long columns, MemorySegment target) {
    for (long r = 0; r < rows; r++)
      for (long c = 0; c < columns; c++)
        target.set(FLOAT, 4 * (c * rows + r), upright.get(FLOAT, 4 * (r * columns + c)));
  }

  private static void subtractOne(MemorySegment target, long numbers) {
    for (long i = 0; i < numbers; i++) target.set(FLOAT, 4 * i, target.get(FLOAT, 4 * i) - 1);
  }

  private GgufReader.Tensor tensor(String name) {
    GgufReader.Tensor tensor = tensors.get(name);
    if (tensor == null)
      throw new IllegalArgumentException("no tensor " + name + " in " + file.path());
    return tensor;
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

  /// The id of a token with a part to play, for instance `bos` or `eos`; −1 if the file names none.
  int token(String part) {
    String key = "tokenizer.ggml." + part + "_token_id";
    return metadata.has(key) ? metadata.whole(key, -1, 0, Integer.MAX_VALUE) : -1;
  }

  /// All tokens as the file writes them, in the order of their ids.
  List<String> tokens() {
    return List.copyOf(metadata.texts("tokenizer.ggml.tokens"));
  }

  /// @throws Refused with a [dev.afina.tokenizer.TokenizerProblem] if it is of an unknown kind
  Vocabulary vocabulary() {
    return GgufTokens.read(file, metadata);
  }

  /// The chat template, or `null` if the file has none.
  @Nullable String template() {
    return metadata.get("tokenizer.chat_template") instanceof GgufValue.Text(String text)
        ? text
        : null;
  }

  /// The special tokens that a chat template may name.
  Map<String, String> namedTokens() {
    List<String> tokens = metadata.texts("tokenizer.ggml.tokens");
    Map<String, String> named = new LinkedHashMap<>();
    for (String name : List.of("bos", "eos", "unknown", "padding")) {
      String key = "tokenizer.ggml." + name + "_token_id";
      if (!metadata.has(key)) continue;
      int id = metadata.whole(key, -1, 0, tokens.size() - 1);
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

  /// llama.cpp's SentencePiece vocabularies begin every text unless the file says otherwise.
  boolean beginsTexts() {
    boolean pieces = metadata.text("tokenizer.ggml.model", "").equals("llama");
    return metadata.truth("tokenizer.ggml.add_bos_token", pieces);
  }

  /// The tokens that end an answer.
  List<Integer> ends() {
    return Stream.of("tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id")
        .filter(metadata::has)
        .map(key -> metadata.whole(key, -1, 0, Integer.MAX_VALUE))
        .distinct()
        .toList();
  }

  /// @throws Refused if text cannot be read the model's way
  Tokenizer tokenizer() {
    return Tokenizers.of(vocabulary(), file.path().toString());
  }
}
