package dev.afina.evaluation.outcomes;

import dev.afina.core.Fact;
import dev.afina.core.Refused;
import dev.afina.dataset.CsvTable;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Listing;
import dev.afina.evaluation.EvaluationProblem;
import dev.afina.evaluation.YesOrNo;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Outcomes as a CSV file: a row for each conversation, with `date` or `group`, and of `customer`,
/// `stars`, `minutes` (or `hours`), `escalated`, `converted` what there is; the names may be Spanish.
/// An empty field is a missing answer.
///
/// @param first and `second`: the names of the sides
/// @param divided by chance into groups, not by a day
public record OutcomeFile(String first, String second, boolean divided, List<Outcome> outcomes) {

  private enum Column {
    CONVERSATION("conversation", "conversación", "conversacion", "id"),
    CUSTOMER("customer", "cliente"),
    DATE("date", "fecha"),
    GROUP("group", "grupo", "variant", "variante"),
    STARS("stars", "estrellas", "rating", "valoración", "valoracion"),
    MINUTES("minutes", "minutos"),
    HOURS("hours", "horas"),
    ESCALATED("escalated", "escalado", "escalada"),
    CONVERTED("converted", "convertido", "convertida", "conversión", "conversion");

    private final List<String> names;

    Column(String... names) {
      this.names = List.of(names);
    }
  }

  /// @throws Refused naming everything that is wrong with the file
  public static OutcomeFile read(Path path, Sides sides) {
    List<DatasetProblem> findings = new ArrayList<>();
    Optional<CsvTable> read = CsvTable.read(path, findings);
    Listing.refuseErrors(findings);
    Reader reader = new Reader(read.orElseThrow());
    OutcomeFile file = reader.file(sides);
    if (!reader.problems.isEmpty()) throw new Refused(reader.problems);
    return file;
  }

  private static final class Reader {
    private final CsvTable table;
    private final int[] places;
    private final List<Fact> problems = new ArrayList<>();

    Reader(CsvTable table) {
      this.table = table;
      this.places =
          Arrays.stream(Column.values()).mapToInt(one -> table.column(one.names)).toArray();
    }

    OutcomeFile file(Sides sides) {
      boolean measured =
          List.of(Column.STARS, Column.MINUTES, Column.HOURS, Column.ESCALATED, Column.CONVERTED)
              .stream()
              .anyMatch(this::has);
      if (!measured) throw missing("stars");
      return switch (sides) {
        case Sides.Since(var day) -> {
          if (!has(Column.DATE)) throw missing("date");
          yield new OutcomeFile(
              "< " + day, "≥ " + day, false, rows(row -> date(row).map(d -> !d.isBefore(day))));
        }
        case Sides.Groups(var first, var second) -> groups(first, second);
        case Sides.TheTwoGroups() -> {
          if (!has(Column.GROUP)) throw missing("group");
          List<String> there =
              table.rows().stream().map(row -> text(row, Column.GROUP)).distinct().sorted().toList();
          if (there.size() != 2)
            throw new Refused(new EvaluationProblem.NotTwoGroups(table.file(), there));
          yield groups(there.getFirst(), there.getLast());
        }
      };
    }

    private OutcomeFile groups(String first, String second) {
      if (!has(Column.GROUP)) throw missing("group");
      List<Outcome> rows =
          rows(row -> {
            String group = text(row, Column.GROUP);
            return group.equals(first) || group.equals(second)
                ? Optional.of(group.equals(second))
                : Optional.empty();
          });
      return new OutcomeFile(first, second, true, rows);
    }

    /// Says whether a row belongs to the second side, or to none.
    private interface Side {
      Optional<Boolean> of(CsvTable.Row row);
    }

    private List<Outcome> rows(Side side) {
      List<Outcome> rows = new ArrayList<>();
      for (CsvTable.Row row : table.rows())
        side.of(row).ifPresent(second -> rows.add(outcome(row, second)));
      for (boolean second : new boolean[] {false, true})
        if (rows.stream().noneMatch(one -> one.second() == second))
          problems.add(new EvaluationProblem.EmptySide(table.file(), second));
      return rows;
    }

    private Outcome outcome(CsvTable.Row row, boolean second) {
      String customer = text(row, Column.CUSTOMER);
      return new Outcome(
          customer.isEmpty() ? "line " + row.line() : customer,
          second,
          stars(row),
          minutes(row),
          truth(row, Column.ESCALATED),
          truth(row, Column.CONVERTED));
    }

    private OptionalInt stars(CsvTable.Row row) {
      String text = text(row, Column.STARS);
      if (text.matches("[1-5]")) return OptionalInt.of(Integer.parseInt(text));
      if (!text.isEmpty()) wrong(row, Column.STARS, text);
      return OptionalInt.empty();
    }

    private OptionalDouble minutes(CsvTable.Row row) {
      Column column = has(Column.MINUTES) ? Column.MINUTES : Column.HOURS;
      String text = text(row, column).replace(',', '.');
      if (text.matches("\\d{1,9}(\\.\\d{1,9})?"))
        return OptionalDouble.of(Double.parseDouble(text) * (column == Column.HOURS ? 60 : 1));
      if (!text.isEmpty()) wrong(row, column, text);
      return OptionalDouble.empty();
    }

    private Optional<Boolean> truth(CsvTable.Row row, Column column) {
      String text = text(row, column);
      Optional<Boolean> truth = YesOrNo.of(text);
      if (truth.isEmpty() && !text.isEmpty()) wrong(row, column, text);
      return truth;
    }

    private Optional<LocalDate> date(CsvTable.Row row) {
      String text = text(row, Column.DATE);
      try {
        return Optional.of(LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text));
      } catch (DateTimeException e) {
        wrong(row, Column.DATE, text);
        return Optional.empty();
      }
    }

    private boolean has(Column column) {
      return places[column.ordinal()] >= 0;
    }

    private String text(CsvTable.Row row, Column column) {
      return has(column) ? row.fields().get(places[column.ordinal()]).strip() : "";
    }

    private void wrong(CsvTable.Row row, Column column, String value) {
      String name = table.header().get(places[column.ordinal()]);
      problems.add(new EvaluationProblem.WrongOutcome(table.file(), row.line(), name, value));
    }

    private Refused missing(String column) {
      return new Refused(new DatasetProblem.MissingColumn(table.file(), column, table.header()));
    }
  }
}
