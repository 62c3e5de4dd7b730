package dev.afina.dataset;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a person says about a file that the file itself does not say.
///
/// @param scale how its marks become stars
/// @param assistant the name of the speaker whose words are to be learned; `null`: find out
/// @param columns which column is what: role (`user`, `assistant` …) to the column's name
/// @param table what divides a table and which sheet is meant
/// @param mapping where things are in a foreign shape; `null` if it is none
public record ImportOptions(
    Scale scale,
    @Nullable String assistant,
    Map<String, String> columns,
    TableChoice table,
    @Nullable Mapping mapping) {

  public static final ImportOptions NONE =
      new ImportOptions(Scale.STARS, null, Map.of(), TableChoice.FOUND, null);

  public ImportOptions {
    columns = Map.copyOf(columns);
  }

  /// @param separator of a CSV file's fields; `null`: the one that fits
  /// @param sheet of a workbook; `null`: the first with rows
  /// @param dayFirst whether 3/4 is in April; `null`: what the file shows
  public record TableChoice(
      @Nullable Character separator, @Nullable String sheet, @Nullable Boolean dayFirst) {
    public static final TableChoice FOUND = new TableChoice(null, null, null);
  }
}
