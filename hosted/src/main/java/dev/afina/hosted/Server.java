package dev.afina.hosted;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.model.Surroundings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks a server, again where that may help, and says in our words what went wrong. Asking twice
/// does no harm but cost: an answer changes nothing there.
final class Server implements AutoCloseable {
  private static final int MOST_TRIES = 5;
  private static final long LONGEST_ANSWER = 8 << 20;

  private final Address address;
  private final String key;
  private final Patience patience;
  private final HttpClient http;

  private Server(Address address, String key, Patience patience) {
    this.address = address;
    this.key = key;
    this.patience = patience;
    // Redirects are not followed, so that the key never travels to another host. HTTP/2 would be
    // offered in a way that some small servers take for an error.
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(patience.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  static Server open(Address address, Map<String, String> environment, Patience patience) {
    String variable = address.service().variable();
    String key = environment.getOrDefault(variable, "").strip();
    String server = address.server().toString();
    if (!key.matches("[!-~]*")) throw new Refused(new HostedProblem.BadKey(variable));
    boolean unheard =
        address.isHere() || Objects.equals(address.server().getScheme(), "https") || key.isEmpty();
    if (!unheard) throw new Refused(new HostedProblem.KeyInClear(server, variable));
    if (!address.isHere() && Surroundings.of(environment).offline())
      throw new Refused(new HostedProblem.Offline(server));
    return new Server(address, key, patience);
  }

  /// The body of the answer to a request.
  ///
  /// @throws Refused if there is none
  String ask(ChatRequest request) {
    HttpRequest post = post(Json.line(request));
    for (int tries = 1; ; tries++) {
      HttpResponse<String> response = send(post);
      int status = response.statusCode();
      if (status == 200) return response.body();
      Complaint complaint = Complaint.of(response.body());
      String said = ("HTTP " + status + " " + complaint).strip();
      boolean mayHelp =
          (status == 408 || status == 429 || status >= 500)
              && !complaint.code().equals("insufficient_quota");
      Duration wait = wait(response, tries);
      if (!mayHelp || tries == MOST_TRIES || wait.compareTo(patience.longest()) > 0)
        throw new Refused(problem(status, complaint, without(key, said)));
      sleep(wait);
    }
  }

  private HttpRequest post(String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address.server() + "/chat/completions"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (!key.isEmpty()) request.headers(address.service().header(key));
    return request.build();
  }

  private HostedProblem problem(int status, Complaint complaint, String said) {
    String server = address.server().toString();
    if (complaint.code().equals("insufficient_quota"))
      return new HostedProblem.NoQuota(server, said);
    return switch (status) {
      case 401, 403 ->
          new HostedProblem.NotAllowed(server, said, address.service().variable(), !key.isEmpty());
      case 404 -> new HostedProblem.NoSuchModel(server, address.model(), said);
      case 408, 429 -> new HostedProblem.Busy(server, said);
      default ->
          status >= 500
              ? new HostedProblem.Busy(server, said)
              : new HostedProblem.Declined(server, said);
    };
  }

  /// The client's own time-out ends when the answer begins; a body may never come.
  private HttpResponse<String> send(HttpRequest request) {
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER));
    try {
      return answer.get(patience.answer().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new Refused(
          new HostedProblem.TooSlow(address.server().toString(), patience.answer().toSeconds()));
    } catch (ExecutionException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  private Refused unreachable(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) root = root.getCause();
    String reason = Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    return new Refused(
        new HostedProblem.Unreachable(
            address.server().toString(), without(key, reason.lines().findFirst().orElse(""))));
  }

  /// As long as the server says; else longer each time.
  private Duration wait(HttpResponse<?> response, int tries) {
    String said = response.headers().firstValue("Retry-After").orElse("").strip();
    if (said.matches("\\d{1,9}")) return Duration.ofSeconds(Long.parseLong(said));
    Duration wait = patience.pause().multipliedBy(1L << (tries - 1));
    return wait.compareTo(patience.longest()) > 0 ? patience.longest() : wait;
  }

  private void sleep(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  /// Some servers repeat the key they refuse.
  private static String without(String key, String text) {
    return key.isEmpty() ? text : text.replace(key, "…");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
