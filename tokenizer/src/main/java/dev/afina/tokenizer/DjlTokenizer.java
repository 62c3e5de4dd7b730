package dev.afina.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.afina.core.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Hugging Face's own tokenizer library, through DJL.
final class DjlTokenizer implements Tokenizer {

  static {
    // Without the first two, DJL asks a cloud's metadata service where it runs and reports home;
    // without the third, it fetches a CUDA library on machines that have a GPU.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("RUST_FLAVOR", "cpu");
  }

  /// By default DJL adds special tokens and cuts silently at 512 tokens.
  private static final Map<String, String> PLAIN =
      Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

  private final HuggingFaceTokenizer tokenizer;
  private final List<String> special;
  private final int size;

  private DjlTokenizer(HuggingFaceTokenizer tokenizer, List<String> special, int size) {
    this.tokenizer = tokenizer;
    this.special = List.copyOf(special);
    this.size = size;
  }

  static Tokenizer open(String json, List<String> special, int size, String place) {
    try (var in = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))) {
      return new DjlTokenizer(HuggingFaceTokenizer.newInstance(in, PLAIN), special, size);
    } catch (LinkageError e) {
      String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
      throw new Refused(new TokenizerProblem.NoNativeLibrary(platform, firstLine(e)), e);
    } catch (IOException | RuntimeException e) {
      throw new Refused(new TokenizerProblem.Damaged(place, firstLine(e)), e);
    }
  }

  @Override
  public int[] encode(String text) {
    if (text.isEmpty()) return new int[0];
    long[] ids = tokenizer.encode(wellFormed(text), false, false).getIds();
    return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
  }

  @Override
  public String decode(int[] ids) {
    if (ids.length == 0) return "";
    return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), false);
  }

  @Override
  public List<String> special() {
    return special;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  /// Half of a surrogate pair is no character: the native side would not accept it. It becomes the
  /// replacement character, as it does when Java writes UTF-8.
  private static String wellFormed(String text) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) return text;
    return text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String firstLine(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) root = root.getCause();
    return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName())
        .lines()
        .findFirst()
        .orElse("");
  }
}
