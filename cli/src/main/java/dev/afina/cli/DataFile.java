package dev.afina.cli;

import dev.afina.core.Conversation;
import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.Source;
import dev.afina.dataset.check.CheckPlan;
import dev.afina.dataset.format.ChatFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A data set as it is named on a command line: a file, or `-` for what comes in.
record DataFile(Source source, ConversationFormat format) {
  static final String STANDARD_INPUT = "-";

  private static final int SOME = 200;

  /// @throws Refused if there is no such file
  static DataFile of(String name, Call call) {
    if (!name.equals(STANDARD_INPUT)) {
      Path path = Path.of(name);
      if (!Files.exists(path)) throw new Refused(new FileProblem.Missing(path));
      return of(Source.of(path));
    }
    try {
      return of(Source.of(STANDARD_INPUT, call.outside.in().readAllBytes()));
    } catch (IOException e) {
      throw FileProblem.reading(Path.of(STANDARD_INPUT), e);
    }
  }

  private static DataFile of(Source source) {
    return new DataFile(source, new ChatFormat(true, Scale.STARS));
  }

  /// Whether it is written as the hosted providers want it, so that its writing can be judged.
  boolean isChat() {
    return format instanceof ChatFormat;
  }

  /// Close the stream to close the file.
  Stream<Reading> readings() {
    return format.read(source);
  }

  /// Whether answers are sentences and not labels, by the first of them.
  boolean hasTexts() {
    try (Stream<Reading> readings = readings()) {
      List<Conversation> some = new ArrayList<>();
      readings
          .limit(SOME)
          .forEach(reading -> {
            if (reading instanceof Reading.Good good) some.add(good.conversation());
          });
      return !CheckPlan.areLabels(some);
    }
  }

  /// All that can be read, for what needs them all at once.
  List<Reading.Good> all() {
    try (Stream<Reading> readings = readings()) {
      List<Reading.Good> all = new ArrayList<>();
      readings.forEach(reading -> {
        if (reading instanceof Reading.Good good) all.add(good);
      });
      return all;
    }
  }
}
