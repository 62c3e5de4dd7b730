package dev.afina.model;

import dev.afina.model.ModelEvent.PlaceFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks a Hugging Face hub: follows its redirects, waits when it asks for patience, and takes the
/// token to the hub itself only.
final class HubClient implements AutoCloseable {

  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_WAITS = 4;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final Surroundings surroundings;
  private final HttpClient http;
  private final Consumer<ModelEvent> events;

  HubClient(Surroundings surroundings, Consumer<ModelEvent> events) {
    this.surroundings = surroundings;
    this.http = surroundings.http();
    this.events = events;
  }

  /// An answer with status 200 or 206.
  ///
  /// @param path below the hub's address
  /// @param from the first byte that is wanted
  /// @param place whom it is told about
  /// @throws IOException if the connection broke
  HttpResponse<InputStream> get(String path, long from, String place) throws IOException, NoAnswer {
    URI address = URI.create(surroundings.hub() + path);
    for (int waits = 0; ; waits++) {
      HttpResponse<InputStream> response = follow(address, from);
      switch (response.statusCode()) {
        case 200, 206 -> {
          return response;
        }
        case 429, 502, 503, 504 -> {
          response.body().close();
          Duration wait = wait(response, waits);
          if (waits == MOST_WAITS || wait.compareTo(LONGEST_WAIT) > 0)
            throw new NoAnswer(PlaceFault.BUSY, said(response));
          events.accept(new ModelEvent.Patience(place, Math.max(1, wait.toSeconds())));
          sleep(wait);
        }
        default -> {
          response.body().close();
          throw new NoAnswer(fault(response.statusCode()), said(response));
        }
      }
    }
  }

  private static PlaceFault fault(int status) {
    return switch (status) {
      case 401, 403 -> PlaceFault.NOT_ALLOWED;
      case 404, 410 -> PlaceFault.NOT_THERE;
      default -> PlaceFault.REFUSED;
    };
  }

  /// Its status, and the hub's own word for what is wrong.
  private static String said(HttpResponse<?> response) {
    String word = response.headers().firstValue("X-Error-Code").orElse("");
    return "HTTP " + response.statusCode() + (word.matches("\\w{1,40}") ? " " + word : "");
  }

  /// As long as the hub says; else a second, and twice as long each time.
  private static Duration wait(HttpResponse<?> response, int before) {
    String said = response.headers().firstValue("Retry-After").orElse("").strip();
    if (said.matches("\\d{1,9}")) return Duration.ofSeconds(Long.parseLong(said));
    try {
      Instant until = ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      // By the hub's own clock, whatever ours says.
      String date = response.headers().firstValue("Date").orElse("");
      Instant now = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    } catch (DateTimeParseException unsaid) {
      return Duration.ofSeconds(1L << before);
    }
  }

  private static void sleep(Duration wait) throws NoAnswer {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  private HttpResponse<InputStream> follow(URI first, long from) throws IOException, NoAnswer {
    URI address = first;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      HttpResponse<InputStream> response = send(address, from);
      Optional<URI> next = redirect(response, address);
      if (next.isEmpty()) return response;
      response.body().close();
      address = next.get();
    }
    throw new NoAnswer(PlaceFault.REFUSED, "HTTP 3xx × " + MOST_REDIRECTS);
  }

  private HttpResponse<InputStream> send(URI address, long from) throws IOException, NoAnswer {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(surroundings.patience().stall());
    if (from > 0) request.header("Range", "bytes=" + from + "-");
    if (!surroundings.token().isEmpty() && surroundings.trusts(address))
      request.header("Authorization", "Bearer " + surroundings.token());
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpConnectTimeoutException e) {
      throw unreachable(e);
    } catch (HttpTimeoutException e) {
      throw stalled();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  private static Optional<URI> redirect(HttpResponse<?> response, URI from) throws NoAnswer {
    boolean moved =
        switch (response.statusCode()) {
          case 301, 302, 303, 307, 308 -> true;
          default -> false;
        };
    if (!moved) return Optional.empty();
    try {
      URI to = from.resolve(response.headers().firstValue("Location").orElse(""));
      boolean web =
          to.getHost() != null && (to.getScheme().equals("https") || to.getScheme().equals("http"));
      boolean weaker = from.getScheme().equals("https") && !to.getScheme().equals("https");
      if (web && !weaker) return Optional.of(to);
    } catch (IllegalArgumentException notAnAddress) {
      // Said below.
    }
    throw new NoAnswer(PlaceFault.REFUSED, "HTTP " + response.statusCode() + " → ?");
  }

  NoAnswer stalled() {
    return new NoAnswer(
        PlaceFault.STALLED, surroundings.patience().stall().toMillis() / 1000.0 + " s");
  }

  static NoAnswer unreachable(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) root = root.getCause();
    String reason = Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    return new NoAnswer(PlaceFault.UNREACHABLE, reason.lines().findFirst().orElse(""));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
