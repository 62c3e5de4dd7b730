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
  private final String family;
  private final Architecture architecture;

  private GgufFile(MappedFile file) {
    GgufReader.Header header = GgufReader.read(file);
    this.file = file;
    this.metadata = new GgufMetadata(file, header.metadata());
    this.family = GgufArchitecture.family(metadata);
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
    return isTurned(name) ? columnsFirst : columnsFirst.reversed();
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
    if (isTurned(name)) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment upright = arena.allocate(target.byteSize());
        tensor.storage().read(tensor.data(), rows, columns, Storage.RowOrder.SAME, upright);
        turn(upright, rows, columns, target);
      }
    } else {
      tensor.storage().read(tensor.data(), rows, columns, order(name), target);
      if (isFromOne(name)) subtractOne(target, numbers);
    }
  }

  @Override
  public @Nullable StoredRows stored(String name) {
    GgufReader.Tensor tensor = tensor(name);
    if (tensor.dimensions().size() != 2 || isTurned(name)) return null;
    int columns = Math.toIntExact(tensor.dimensions().getFirst());
    long rows = tensor.dimensions().getLast();
    return new StoredRows(tensor.storage(), rows, columns, tensor.data(), order(name));
  }

  /// GPT-2's matrices are inputs first on the hub and outputs first here.
  private boolean isTurned(String name) {
    return family.equals("gpt2")
        && name.startsWith(architecture.names().blocks())
        && tensor(name).dimensions().size() == 2;
  }

  private static void turn(MemorySegment upright, long rows, long columns, MemorySegment target) {
    for (long r = 0; r < rows; r++)
      for (long c = 0; c < columns; c++)
        target.set(FLOAT, 4 * (c * rows + r), upright.get(FLOAT, 4 * (r * columns + c)));
  }

  /// Gemma's norms multiply by `1 + w`; here the sum is stored.
  private boolean isFromOne(String name) {
    return architecture.norm().kind() == Architecture.Norm.Kind.RMS_FROM_ONE
        && (name.endsWith("norm.weight"));
  }

  private static void subtractOne(MemorySegment target, long numbers) {
    for (long i = 0; i < numbers; i++) target.set(FLOAT, 4 * i, target.get(FLOAT, 4 * i) - 1);
  }

  /// In its Llama files, llama.cpp rotates neighbouring numbers of a head, Transformers those half
  /// a head apart, so these files hold the rows of queries and keys in another order: row `i` of a
  /// head's first half is the file's row `2i`, row `i` of its second half the file's row `2i + 1`.
  private Storage.RowOrder order(String name) {
    boolean turned =
        family.equals("llama") && (name.contains(".q_proj.") || name.contains(".k_proj."));
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
    return metadata.texts("tokenizer.ggml.tokens");
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
