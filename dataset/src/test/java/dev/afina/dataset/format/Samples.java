package dev.afina.dataset.format;

import dev.afina.core.Conversation;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// Small files in memory, read as the program reads them.
final class Samples {
  private Samples() {}

  static Source source(String name, String text) {
    return Source.of(name, text.getBytes(StandardCharsets.UTF_8));
  }

  static List<Reading> read(Source source, ImportOptions options) {
    try (Stream<Reading> readings = Repaired.read(Formats.of(source, options), source)) {
      return readings.toList();
    }
  }

  static List<Reading> read(String name, String text) {
    return read(source(name, text), ImportOptions.NONE);
  }

  /// Without what the import itself adds.
  static List<Conversation> conversations(List<Reading> readings) {
    return readings.stream()
        .filter(Reading.Good.class::isInstance)
        .map(reading -> ((Reading.Good) reading).conversation())
        .map(one -> one.withAbout(one.about().withProvenance(null)))
        .toList();
  }

  static List<DatasetProblem> told(List<Reading> readings) {
    return readings.stream().flatMap(reading -> reading.told().stream()).toList();
  }

  static byte[] written(ConversationFormat format, List<Conversation> conversations) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var writer = ((ConversationFormat.Writable) format).to(out)) {
      for (Conversation one : conversations) writer.write(one);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
