package dev.afina.evaluation.comparing;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.SafeFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The graded answers of one contestant, a line each, in the order of the cases. A line is added
/// when it is graded: who was interrupted goes on behind the last whole line, and nobody is asked
/// twice.
public final class ItemStore {
  private final Path file;
  private int done;

  private ItemStore(Path file, int done) {
    this.file = file;
    this.done = done;
  }

  /// What the answers belong to; others are not mixed with them.
  ///
  /// @param tests digest of the frozen cases
  /// @param contestant digest of all that decides its answers
  public record Frozen(Digest tests, Digest contestant) {}

  /// Opens the answers so far; those to other cases or of another model are thrown away.
  public static ItemStore open(Path file, Frozen frozen) {
    String head = Json.line(frozen) + "\n";
    if (!Files.exists(file) || !headOf(file).equals(head.strip())) SafeFile.write(file, head);
    return new ItemStore(file, wholeLines(file) - 1);
  }

  /// How many cases were graded.
  public int done() {
    return done;
  }

  /// Adds answers; when this returns they survive a power cut.
  public void append(List<Item> items) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(lines(items).getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) channel.write(bytes);
      channel.force(false);
    } catch (IOException e) {
      throw FileProblem.writing(file, e);
    }
    done += items.size();
  }

  /// Grades the answers anew; where that changes nothing, the file stays untouched.
  public void revise(UnaryOperator<Item> graded) {
    List<Item> before = new ArrayList<>();
    try (Reader items = read()) {
      while (items.next(before::add)) {}
    }
    List<Item> now = before.stream().map(graded).toList();
    if (!now.equals(before)) SafeFile.write(file, headOf(file) + "\n" + lines(now));
  }

  /// The answers one after the other, never all at once.
  public Reader read() {
    return new Reader(file);
  }

  /// Opens answers that are only read.
  public static Reader read(Path file) {
    return new Reader(file);
  }

  /// A place in a file of answers.
  public static final class Reader implements AutoCloseable {
    private final Path file;
    private final BufferedReader lines;
    private int line = 1;

    private Reader(Path file) {
      this.file = file;
      try {
        this.lines = Files.newBufferedReader(file);
        lines.readLine();
      } catch (IOException e) {
        throw FileProblem.reading(file, e);
      }
    }

    /// Gives the next answer to `to`; false after the last.
    public boolean next(Consumer<Item> to) {
      try {
        String text = lines.readLine();
        line++;
        if (text == null) return false;
        to.accept(Json.parse(text, Item.class));
        return true;
      } catch (IOException e) {
        throw FileProblem.reading(file, e);
      } catch (tools.jackson.core.JacksonException e) {
        throw Json.notJson(file, line, e);
      }
    }

    @Override
    public void close() {
      try {
        lines.close();
      } catch (IOException e) {
        throw FileProblem.reading(file, e);
      }
    }
  }

  private static String lines(List<Item> items) {
    return items.stream().map(item -> Json.line(item) + "\n").collect(Collectors.joining());
  }

  private static String headOf(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String head = lines.readLine();
      return head == null ? "" : head;
    } catch (IOException e) {
      throw FileProblem.reading(file, e);
    }
  }

  /// Counts the lines, and cuts off one that was being written when the power went.
  private static int wholeLines(Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocate(1 << 16);
      long at = 0;
      long end = 0;
      int lines = 0;
      while (channel.read(block) >= 0) {
        block.flip();
        while (block.hasRemaining()) {
          at++;
          if (block.get() != '\n') continue;
          lines++;
          end = at;
        }
        block.clear();
      }
      if (end < at) channel.truncate(end);
      return lines;
    } catch (IOException e) {
      throw FileProblem.writing(file, e);
    }
  }
}
