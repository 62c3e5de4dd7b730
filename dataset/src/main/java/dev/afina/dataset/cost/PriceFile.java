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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Prices and dates as the providers publish them: data, since both change; `--prices FILE` takes
/// one of one's own.
///
/// @param asOf when they were read, as ISO dates are written
/// @param prices of trainings; a file may leave them out
/// @param answers what answers cost; a file may leave it out
/// @param machineHour of one's own machine; `null` unless somebody says so
public record PriceFile(
    String asOf, List<Price> prices, List<Answers> answers, @Nullable MachineHour machineHour) {

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

  /// What one provider asks for the answers of one model.
  ///
  /// @param provider `openai`, `azure`, or a server's host
  /// @param model `ft:` stands before a base for what was tuned of it
  /// @param read dollars for a million tokens that are asked, `written` for as many answered
  public record Answers(String provider, String model, double read, double written) {
    public double dollars(long tokensRead, long tokensWritten) {
      return (read * tokensRead + written * tokensWritten) / 1e6;
    }
  }

  public PriceFile {
    if (asOf == null)
      throw new IllegalArgumentException("asOf is missing: the day of the prices, as 2026-11-20");
    LocalDate.parse(asOf);
    prices = prices == null ? List.of() : List.copyOf(prices);
    answers = answers == null ? List.of() : List.copyOf(answers);
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
        .filter(price -> price.provider().equals(provider) && isSame(price.model(), model))
        .findFirst();
  }

  /// The price of a model's answers; of `ft:BASE:…` that of what is tuned of its base.
  public Optional<Answers> answersOf(String provider, String model) {
    String[] parts = model.split(":");
    String name = parts[0].equals("ft") && parts.length > 1 ? "ft:" + parts[1] : model;
    return answers.stream()
        .filter(price -> price.provider().equals(provider))
        .filter(price -> isSame(name, price.model()))
        .findFirst();
  }

  private static boolean isSame(String dated, String model) {
    return dated.equals(model) || dated.matches(Pattern.quote(model) + "-\\d{4}-\\d\\d-\\d\\d");
  }
}
