package dev.afina.cli;

import dev.afina.core.Conversation;
import dev.afina.dataset.Labelled;
import dev.afina.dataset.Located;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import dev.afina.dataset.format.ChatFormat;
import dev.afina.dataset.format.PairFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A data set as it is named on a command line, read as often as is needed.
record DataFile(Input input, ImportChoices choices) implements AutoCloseable {
  private static final int SOME = 200;

  static DataFile of(String name, ImportChoices choices, Call call) {
    return new DataFile(Input.of(name, call), choices);
  }

  Source source() {
    return input.source();
  }

  /// Whether it is written as the hosted providers want it, so that its writing can be judged.
  boolean isForProviders() {
    var format = choices.format(source());
    return format instanceof ChatFormat || format instanceof PairFormat;
  }

  /// Close the stream to close the file.
  Stream<Reading> readings() {
    return choices.readings(source());
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
      return !Labelled.are(some);
    }
  }

  /// All that can be read, for what needs them all at once.
  List<Located<Conversation>> all() {
    try (Stream<Reading> readings = readings()) {
      List<Located<Conversation>> all = new ArrayList<>();
      readings.forEach(reading -> {
        if (reading instanceof Reading.Good good)
          all.add(new Located<>(good.conversation(), source().name(), good.line()));
      });
      return all;
    }
  }

  @Override
  public void close() {
    input.close();
  }
}
