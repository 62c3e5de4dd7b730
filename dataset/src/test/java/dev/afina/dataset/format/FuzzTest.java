package dev.afina.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Mapping;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.Source;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a file holds, reading it ends with conversations, findings or a refusal. Raised by
/// `-Dafina.fuzz=N`.
class FuzzTest {
  private static final int ROUNDS = Integer.getInteger("afina.fuzz", 60);

  static List<ConversationFormat> formats() {
    Mapping mapping = Mapping.read(Samples.source("m", "{\"messages\": \"messages\"}"));
    return Formats.all(
        new ImportOptions(Scale.STARS, "A", Map.of(), ImportOptions.TableChoice.FOUND, mapping));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aDamagedFileIsNoCrash(ConversationFormat format) {
    Random random = new Random(format.word().hashCode());
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = damaged(seed(format), random);
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(30), () -> read(format, Source.of("f", bytes)), format.word());
    }
  }

  private static void read(ConversationFormat format, Source source) {
    try (var readings = Repaired.read(format, source)) {
      readings.forEach(reading -> assertThat(reading.line()).isPositive());
    } catch (Refused refused) {
      assertThat(refused.facts()).isNotEmpty();
    }
  }

  private static byte[] seed(ConversationFormat format) {
    String chat =
        "{\"messages\": [{\"role\": \"user\", \"content\": \"¿é\"}, {\"role\": \"assistant\", \"content\": \"b\", \"rating\": 3}]}\n";
    Conversation one = Conversation.of(Message.user("¿Abren?"), Message.assistant("Sí, =1"));
    if (format instanceof ConversationFormat.Writable && !(format instanceof PairFormat))
      return Samples.written(format, List.of(one, one));
    String text =
        switch (format.word()) {
          case "dpo", "trl" ->
              "{\"prompt\": \"q\", \"chosen\": [{\"role\": \"assistant\", \"content\": \"a\"}], \"rejected\": \"b\"}\n";
          case "intents" -> "{\"a\": [\"x\", [\"y\", \"b\"]], \"c\": [{\"text\": \"z\"}]}";
          case "xml" ->
              "<c><conversation id='1'><message role='user'>a&amp;b</message></conversation></c>";
          case "whatsapp" -> "12/3/24, 10:15 - A: Hola\n[12/3/24, 10:15:00 PM] B: x\nmás\n";
          case "zendesk" ->
              "{\"tickets\": [{\"id\": 1, \"comments\": [{\"author_id\": 1, \"html_body\": \"<p>&amp;x\"}]}]}";
          case "intercom" ->
              "{\"source\": {\"body\": \"<p>x</p>\"}, \"conversation_parts\": {\"conversation_parts\": [{\"body\": \"<b\"}]}}\n";
          default -> chat;
        };
    return text.repeat(3).getBytes(StandardCharsets.UTF_8);
  }

  /// Bytes flipped, cut, doubled, and put in from a list of what parsers dislike.
  private static byte[] damaged(byte[] seed, Random random) {
    List<String> nasty =
        List.of(
            "\"",
            "{",
            "[",
            "]]",
            "\u0000",
            "\ud83d",
            "<",
            "&",
            "\\ud800",
            ",,",
            "\n\n",
            "'",
            "null",
            "1e999",
            "\u202e",
            "Ã",
            "<!--",
            "99/99/9999");
    List<Byte> bytes = new ArrayList<>();
    for (byte b : seed) bytes.add(b);
    for (int i = 1 + random.nextInt(8); i > 0 && !bytes.isEmpty(); i--) {
      int at = random.nextInt(bytes.size());
      switch (random.nextInt(4)) {
        case 0 -> bytes.set(at, (byte) random.nextInt(256));
        case 1 -> bytes.subList(at, Math.min(bytes.size(), at + random.nextInt(20))).clear();
        case 2 -> {
          byte[] put = nasty.get(random.nextInt(nasty.size())).getBytes(StandardCharsets.UTF_8);
          for (byte b : put) bytes.add(at, b);
        }
        default ->
            bytes.addAll(at, List.copyOf(bytes.subList(at, Math.min(bytes.size(), at + 30))));
      }
    }
    byte[] result = new byte[bytes.size()];
    for (int i = 0; i < result.length; i++) result[i] = bytes.get(i);
    return result;
  }

  @Test
  void aLineWithoutEndIsPassedOver() {
    byte[] good =
        "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"}]}\n"
            .getBytes(StandardCharsets.UTF_8);
    byte[] huge = new byte[Lines.LIMIT + 10];
    Arrays.fill(huge, (byte) 'x');
    huge[huge.length - 1] = '\n';
    byte[] all = Arrays.copyOf(good, good.length + huge.length + good.length);
    System.arraycopy(huge, 0, all, good.length, huge.length);
    System.arraycopy(good, 0, all, good.length + huge.length, good.length);

    List<Reading> readings = Samples.read(Source.of("c.jsonl", all), ImportOptions.NONE);

    assertThat(Samples.conversations(readings)).hasSize(2);
    assertThat(Samples.told(readings))
        .containsExactly(new DatasetProblem.LineTooLong("c.jsonl", 2, Lines.LIMIT));
  }

  @Test
  void aListWithAValueThatFillsTheMemoryGoesOnBehindIt() {
    String turn =
        "{\"conversations\": [{\"from\": \"human\", \"value\": \"a\"}, {\"from\": \"gpt\", \"value\": \"b\"}]}";
    String filler = "[" + "0,".repeat(Lines.LIMIT / 2) + "0]";
    String text = "[\n" + turn + ",\n{\"x\": " + filler + "},\n" + turn + "\n]";

    List<Reading> readings = Samples.read("s.json", text);

    assertThat(Samples.conversations(readings)).hasSize(2);
    assertThat(Samples.told(readings))
        .singleElement()
        .isInstanceOf(DatasetProblem.LineTooLong.class);
  }

  @Test
  void deepNestingIsOneBadLine() {
    String deep = "{\"messages\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}\n";
    assertThatCode(() -> Samples.read("c.jsonl", deep + "{\"messages\": []}\n"))
        .doesNotThrowAnyException();
  }

  @Test
  void aFileIsNeverHeldAsAWhole() {
    byte[] line =
        ("{\"messages\": [{\"role\": \"user\", \"content\": \""
                + "x".repeat(5000)
                + "\"}, {\"role\": \"assistant\", \"content\": \"b\"}]}\n")
            .getBytes(StandardCharsets.UTF_8);
    int lines = 100_000; // half a gigabyte
    Source source = new Source("c.jsonl", () -> new Endless(line, lines));
    long[] most = {0};
    int[] seen = {0};
    try (var readings = Repaired.read(new ChatFormat(true, Scale.STARS), source)) {
      readings.forEach(reading -> {
        if (++seen[0] % 20_000 == 0) {
          System.gc();
          Runtime runtime = Runtime.getRuntime();
          most[0] = Math.max(most[0], runtime.totalMemory() - runtime.freeMemory());
        }
      });
    }
    assertThat(seen[0]).isEqualTo(lines);
    assertThat(most[0]).isLessThan(200L << 20);
  }

  private static final class Endless extends InputStream {
    private final byte[] line;
    private final long end;
    private long position;

    Endless(byte[] line, int lines) {
      this.line = line;
      this.end = (long) line.length * lines;
    }

    @Override
    public int read() {
      return position < end ? line[(int) (position++ % line.length)] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) {
      if (position >= end) return -1;
      int from = (int) (position % line.length);
      int n = Math.min(wanted, line.length - from);
      System.arraycopy(line, from, target, offset, n);
      position += n;
      return n;
    }
  }
}
