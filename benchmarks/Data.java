import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Role;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.Source;
import dev.afina.dataset.alike.NearDuplicates;
import dev.afina.dataset.format.Batched;
import dev.afina.dataset.format.ChatFormat;
import dev.afina.tokenizer.OpenAiTokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What benchmarks/data.py measures, with Afina's library: reading, counting tokens, exact duplicates,
/// division by hash, and near-duplicates. Run by benchmarks/data.sh.
class Data {
  private long tokens;
  private int rows;
  private final int[] parts = new int[2];
  private final Set<Key> seen = new HashSet<>();
  private final List<String> asked = new ArrayList<>();

  /// The SHA-256 of a conversation.
  private record Key(byte[] hash) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(hash, key.hash);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(hash);
    }
  }

  private record Row(int tokens, Key key, String asked) {}

  public static void main(String[] arguments) throws Exception {
    Data data = new Data();
    data.measure(Path.of(arguments[0]));
    if (arguments.length > 1) data.pairs(Path.of(arguments[1]));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("rows", data.rows);
    result.put("tokens", data.tokens);
    result.put("kept", data.seen.size());
    result.put("training", data.parts[1]);
    result.put("validation", data.parts[0]);
    System.out.println(Json.line(result));
  }

  private void measure(Path file) {
    OpenAiTokens.o200k().count("read the ranks while the first lines are read");
    Stream<Reading> readings = new ChatFormat(true, Scale.STARS).read(Source.of(file));
    try (Stream<Optional<Row>> rows = Batched.map(readings, reading -> 1000, Data::row)) {
      rows.forEach(row -> row.ifPresent(this::add));
    }
  }

  private static Optional<Row> row(Reading reading) {
    return reading instanceof Reading.Good good
        ? Optional.of(row(good.conversation()))
        : Optional.empty();
  }

  private static Row row(Conversation conversation) {
    int tokens = 0;
    StringBuilder all = new StringBuilder();
    StringBuilder asked = new StringBuilder();
    for (Message message : conversation.messages()) {
      tokens += OpenAiTokens.o200k().count(message.content());
      if (!all.isEmpty()) all.append('\0');
      all.append(message.role().word()).append('\0').append(message.content());
      if (message.role() == Role.USER)
        asked.append(asked.isEmpty() ? "" : " ").append(message.content());
    }
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] key = sha.digest(all.toString().getBytes(StandardCharsets.UTF_8));
      return new Row(tokens, new Key(key), asked.toString());
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(Row row) {
    rows++;
    tokens += row.tokens();
    if (!seen.add(row.key())) return;
    parts[(row.key().hash()[0] & 0xff) < 205 ? 1 : 0]++;
    asked.add(row.asked());
  }

  private void pairs(Path out) throws java.io.IOException {
    List<String> small =
        asked.parallelStream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    List<String> texts = List.copyOf(new LinkedHashSet<>(small));
    try (var writer = Files.newBufferedWriter(out)) {
      for (NearDuplicates.Pair pair : NearDuplicates.pairs(texts, NearDuplicates.SAME))
        writer.write(pair.first() + " " + pair.second() + "\n");
    }
  }
}
