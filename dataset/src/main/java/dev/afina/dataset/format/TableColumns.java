package dev.afina.dataset.format;

import dev.afina.core.Refused;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Which column of a table is what: as somebody said, else as it looks.
///
/// @param header the names of all columns
/// @param places of those that are known, by their numbers in the header
record TableColumns(List<String> header, Map<Column, Integer> places) {

  /// @throws Refused if no column looks like what was said, or a named one is not there
  static TableColumns of(String file, List<String> header, ImportOptions options) {
    Map<Column, Integer> places = new EnumMap<>(Column.class);
    if (header.isEmpty()) return new TableColumns(header, places);
    options
        .columns()
        .forEach((role, name) -> {
          int place = header.indexOf(name.strip());
          Column column = named(file, role);
          if (place < 0) throw new Refused(new DatasetProblem.UnknownColumn(file, name, header));
          places.put(column, place);
        });
    Column.suggested(header)
        .forEach((column, place) -> {
          if (!places.containsValue(place)) places.putIfAbsent(column, place);
        });
    TableColumns columns = new TableColumns(header, places);
    boolean messages = columns.has(Column.ROLE, Column.TEXT, Column.CONVERSATION);
    boolean exchange = columns.has(Column.USER, Column.ASSISTANT);
    boolean labelled = columns.has(Column.TEXT, Column.LABEL);
    if (!messages && !exchange && !labelled && !columns.taken())
      throw new Refused(new DatasetProblem.NoColumns(file, header));
    return columns;
  }

  private static Column named(String file, String role) {
    return Column.of(role)
        .orElseThrow(() ->
            new Refused(
                new DatasetProblem.UnknownColumn(
                    file, role, Arrays.stream(Column.values()).map(Column::word).toList())));
  }

  /// Takes a question column for the text, or the other way round, where that serves as well.
  private boolean taken() {
    if (has(Column.TEXT, Column.ASSISTANT)) {
      places.put(Column.USER, places.remove(Column.TEXT));
      return true;
    }
    if (has(Column.USER, Column.LABEL)) {
      places.put(Column.TEXT, places.remove(Column.USER));
      return true;
    }
    return false;
  }

  boolean has(Column... columns) {
    return Arrays.stream(columns).allMatch(places::containsKey);
  }

  /// Whether each row is one message.
  boolean areMessages() {
    return has(Column.ROLE, Column.TEXT, Column.CONVERSATION)
        && !has(Column.USER, Column.ASSISTANT);
  }

  Map<Column, String> names() {
    Map<Column, String> names = new EnumMap<>(Column.class);
    places.forEach((column, place) -> names.put(column, header.get(place)));
    return names;
  }

  /// The name of a known column; that of the first for any other.
  String name(Column column) {
    return header.get(places.getOrDefault(column, 0));
  }

  /// What a row says in a column; nothing if there is no such column.
  String text(Row.Fields row, Column column) {
    Integer place = places.get(column);
    return place == null ? "" : Formulas.plain(row.fields().get(place).strip());
  }
}
