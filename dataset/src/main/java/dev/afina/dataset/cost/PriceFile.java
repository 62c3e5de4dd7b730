package dev.afina.dataset.cost;

import dev.afina.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Prices and dates as the providers publish them: data, since both change; `data report --prices
/// FILE` takes one of one's own.
///
/// @param asOf when they were read, as ISO dates are written
public record PriceFile(String asOf, List<Price> prices) {

  /// What one provider asks for one model.
  ///
  /// @param low and `high`: dollars for a million trained tokens; `null` if nobody wrote them down
  /// @param hostingPerHour dollars while the model can be asked; `null` if unknown
  /// @param existingOnlySince from then on only for customers who have trained before
  /// @param newJobsUntil the last day on which a training may begin
  /// @param answersUntil the last day on which the model answers
  public record Price(
      String provider,
      String model,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double hostingPerHour,
      String existingOnlySince,
      String newJobsUntil,
      String answersUntil) {

    boolean isOver(LocalDate today) {
      return today.isAfter(LocalDate.parse(newJobsUntil));
    }
  }

  public PriceFile {
    LocalDate.parse(asOf);
    prices = List.copyOf(prices);
  }

  /// The prices this version came with.
  public static PriceFile own() {
    try (InputStream in =
        Objects.requireNonNull(
            PriceFile.class.getResourceAsStream("prices.json"), "the prices are part of the jar")) {
      return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), PriceFile.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws dev.afina.core.Refused if it is missing or not such a file
  public static PriceFile read(Path file) {
    return Json.read(file, PriceFile.class);
  }

  /// The price of a model by its name, with or without the date behind it.
  public Optional<Price> of(String provider, String model) {
    return prices.stream()
        .filter(price -> price.provider().equals(provider))
        .filter(price ->
            price.model().equals(model)
                || price
                    .model()
                    .matches(java.util.regex.Pattern.quote(model) + "-\\d{4}-\\d\\d-\\d\\d"))
        .findFirst();
  }
}
