package dev.afina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.tokenizer.BpeTrainer;
import dev.afina.tokenizer.Tokenizer;
import dev.afina.tokenizer.Tokenizers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damaged files of every kind: nothing but a refusal may come out, within a second, and with no
/// more than 64 MB beyond the file, neither allocated in Java nor, by what the system counts, by
/// the whole process. `afina.fuzz` says how many of each; the case that fails is named by its
/// number, from which it can be made again.
class FuzzTest {
  private static final int CASES = Integer.getInteger("afina.fuzz", 300);
  private static final long MOST_NANOS = 1_000_000_000L;
  private static final long MOST_BYTES = 64L << 20;

  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  @Test
  void safetensors() throws IOException {
    SequencedMap<String, Safetensors.Floats> tensors = new LinkedHashMap<>();
    tensors.put("a.weight", Safetensors.Floats.of(List.of(2L, 3L), 1, 2, 3, 4, 5, 6));
    tensors.put("b", Safetensors.Floats.of(List.of(1L), 7));
    tensors.put("empty", Safetensors.Floats.of(List.of(0L, 4L)));
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, tensors);
    fuzz(file, FuzzTest::readAll);
  }

  private static void readAll(Path path) {
    try (ModelFile file = Safetensors.open(path)) {
      readAll(file);
    }
  }

  @Test
  void shards() throws IOException {
    Safetensors.write(folder.resolve("model-1.safetensors"), floats("a"));
    Safetensors.write(folder.resolve("model-2.safetensors"), floats("b"));
    Path index = folder.resolve(Shards.Form.SAFETENSORS.index());
    SafeFile.write(
        index,
        """
        {"metadata": {"total_size": 8},
         "weight_map": {"a": "model-1.safetensors", "b": "model-2.safetensors"}}
        """);
    fuzz(
        index,
        path -> {
          Shards.fileNames(Shards.Form.SAFETENSORS, folder);
          try (Shards shards = Shards.open(Shards.Form.SAFETENSORS, folder)) {
            readAll(shards);
          }
        });
  }

  private static SequencedMap<String, Safetensors.Floats> floats(String name) {
    SequencedMap<String, Safetensors.Floats> one = new LinkedHashMap<>();
    one.put(name, Safetensors.Floats.of(List.of(1L), 1));
    return one;
  }

  @Test
  void gguf() throws IOException {
    Path file = folder.resolve("model.gguf");
    Files.write(file, GgufBytes.tinyLlama().bytes());
    fuzz(file, FuzzTest::useModel);
  }

  @Test
  void olderBins() throws IOException {
    bin("table-older");
  }

  @Test
  void zippedBins() throws IOException {
    bin("table-zip");
  }

  private void bin(String name) throws IOException {
    Path file = folder.resolve("pytorch_model.bin");
    Files.copy(TorchFileTest.bin(name), file);
    fuzz(
        file,
        path -> {
          try (TorchFile opened = TorchFile.open(path)) {
            readAll(opened);
          }
        });
  }

  @Test
  void configs() throws IOException {
    Path file = folder.resolve("config.json");
    List<String> configs = FolderTest.configs();
    for (String config : configs) {
      SafeFile.write(file, config);
      fuzz(
          file,
          share(configs.size()),
          path -> assertThat(Config.read(path).tensors()).isNotEmpty());
    }
  }

  @Test
  void tokenizers() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    SafeFile.write(
        file,
        BpeTrainer.train(
            List.of("uno dos tres cuatro cinco"), List.of("<|im_start|>", "<|im_end|>"), 300));
    fuzz(
        file,
        path -> {
          try (Tokenizer tokenizer = Tokenizers.fromJson(path)) {
            tokenizer.decode(tokenizer.encode("<|im_start|>¿Qué tal?  dos 12 😊<|im_end|>"));
          }
        });
  }

  @Test
  void vocabularies() throws IOException {
    Path vocabulary = folder.resolve("vocab.json");
    SafeFile.write(vocabulary, "{\"a\": 0, \"b\": 1, \"ab\": 2, \"<|endoftext|>\": 3}");
    SafeFile.write(folder.resolve("merges.txt"), "#version: 0.2\na b\n");
    SafeFile.write(
        folder.resolve("tokenizer_config.json"),
        "{\"tokenizer_class\": \"GPT2Tokenizer\", \"eos_token\": {\"content\": \"<|endoftext|>\"}}");
    List<String> names = List.of("vocab.json", "merges.txt", "tokenizer_config.json");
    for (String name : names)
      fuzz(
          folder.resolve(name),
          share(names.size()),
          _ ->
              Tokenizers.inFolder(folder, "gpt2")
                  .ifPresent(tokenizer -> {
                    tokenizer.encode("ab<|endoftext|>");
                    tokenizer.close();
                  }));
  }

  private static void useModel(Path path) {
    Base base = Goldens.open(path);
    base.ends();
    base.tokenizer().close();
    try (ModelFile weights = base.weights()) {
      readAll(weights);
    }
  }

  private static void readAll(ModelFile file) {
    for (String tensor : file.names()) {
      long numbers = file.shape(tensor).stream().reduce(1L, Math::multiplyExact);
      if (numbers > 1 << 16) continue;
      try {
        Reading.of(file, tensor);
      } catch (Refused unsupported) {
        // Each tensor alone may be of a kind that is not read.
      }
    }
  }

  private static void fuzz(Path file, Consumer<Path> use) throws IOException {
    fuzz(file, CASES, use);
  }

  /// One of several files that a kind consists of.
  private static int share(int files) {
    return Math.ceilDiv(CASES, files);
  }

  private static void fuzz(Path file, int cases, Consumer<Path> use) throws IOException {
    byte[] good = Files.readAllBytes(file);
    use.accept(file); // the classes it needs are loaded, and it is good
    long slowest = 0;
    long most = 0;
    long grown = 0;
    for (int number = 0; number < cases; number++) {
      byte[] bad = Mutation.of(good, new SplittableRandom(number));
      Files.write(file, bad);
      Resident resident = Resident.now();
      long nanos = THREAD.getCurrentThreadCpuTime();
      long bytes = THREAD.getThreadAllocatedBytes(Thread.currentThread().threadId());
      try {
        use.accept(file);
      } catch (Refused refused) {
        assertThat(refused.facts()).isNotEmpty();
      } catch (RuntimeException | Error e) {
        fail("case " + number + " of " + file.getFileName() + ": " + shown(bad), e);
      }
      bytes = THREAD.getThreadAllocatedBytes(Thread.currentThread().threadId()) - bytes;
      nanos = THREAD.getCurrentThreadCpuTime() - nanos;
      long more = resident.peakGrowth() - bad.length;
      assertThat(nanos).as("nanoseconds of case %s", number).isLessThan(MOST_NANOS);
      assertThat(bytes).as("bytes in Java of case %s", number).isLessThan(MOST_BYTES);
      assertThat(more).as("bytes of the process in case %s", number).isLessThan(MOST_BYTES);
      slowest = Math.max(slowest, nanos);
      most = Math.max(most, bytes);
      grown = Math.max(grown, more);
    }
    Files.write(file, good);
    System.out.printf(
        "%-24s %,d cases, at most %d ms, %,d kB in Java, %,d kB of the process%n",
        file.getFileName(), cases, slowest / 1_000_000, most >> 10, grown >> 10);
  }

  private static String shown(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.substring(0, Math.min(300, text.length()));
  }
}
