package dev.afina.model;

import dev.afina.core.Refused;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What this machine and its user's environment say about fetching and keeping models.
///
/// @param cache where models, native libraries and measurements are kept
/// @param hub the Hugging Face hub, or a mirror of it
/// @param token for that hub; empty if none
/// @param offline whether no place may be asked
/// @param pip the command that starts pip
public record Surroundings(
    Path cache, URI hub, String token, boolean offline, List<String> pip, Patience patience) {

  /// How long to wait.
  ///
  /// @param connect for a connection
  /// @param stall for the next byte
  /// @param pip for the whole of pip's work
  public record Patience(Duration connect, Duration stall, Duration pip) {
    public static final Patience USUAL =
        new Patience(Duration.ofSeconds(4), Duration.ofSeconds(20), Duration.ofMinutes(20));
  }

  public Surroundings {
    pip = List.copyOf(pip);
  }

  /// Reads `AFINA_CACHE`, `XDG_CACHE_HOME`, `HOME`, `HF_ENDPOINT`, `HF_TOKEN` and `AFINA_OFFLINE`.
  ///
  /// @throws Refused if `HF_ENDPOINT` is no web address, or `HF_TOKEN` no token
  public static Surroundings of(Map<String, String> environment) {
    return new Surroundings(
        cache(environment),
        hub(environment.getOrDefault("HF_ENDPOINT", "")),
        token(environment.getOrDefault("HF_TOKEN", "").strip()),
        Stream.of("1", "true", "yes", "on")
            .anyMatch(environment.getOrDefault("AFINA_OFFLINE", "")::equalsIgnoreCase),
        List.of("python3", "-m", "pip"),
        Patience.USUAL);
  }

  /// What cannot be in a token is refused here, and not told: the HTTP client would quote it.
  private static String token(String token) {
    if (token.matches("[!-~]*")) return token;
    throw new Refused(new ModelProblem.BadEnvironment("HF_TOKEN", "…", "hf_…"));
  }

  /// Without the token, whoever prints it.
  @Override
  public String toString() {
    return "Surroundings[cache=" + cache + ", hub=" + hub + ", offline=" + offline + "]";
  }

  /// `$AFINA_CACHE`, else `$XDG_CACHE_HOME/afina`, else `$HOME/.cache/afina`. (Java's own idea of
  /// the home folder ignores `$HOME`.)
  public static Path cache(Map<String, String> environment) {
    String own = environment.getOrDefault("AFINA_CACHE", "");
    if (!own.isBlank()) return Path.of(own).toAbsolutePath();
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The specification says that a relative path there is to be ignored.
    if (!xdg.isBlank() && Path.of(xdg).isAbsolute()) return Path.of(xdg, "afina");
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isBlank() ? System.getProperty("user.home") : home, ".cache", "afina")
        .toAbsolutePath();
  }

  /// An HTTP client for [#hub]. It follows no redirect by itself, so that the token never travels
  /// to another host.
  HttpClient http() {
    return HttpClient.newBuilder()
        .connectTimeout(patience.connect())
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  /// Whether the token may go to `address`: only to the hub itself, and not in clear text over a
  /// network.
  boolean trusts(URI address) {
    boolean sameHost =
        hub.getHost().equalsIgnoreCase(address.getHost()) && port(hub) == port(address);
    boolean unheard = address.getScheme().equals("https") || isLoopback(address.getHost());
    return sameHost && unheard;
  }

  /// Whether a host is this machine.
  public static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) return address.getPort();
    return address.getScheme().equals("https") ? 443 : 80;
  }

  private static URI hub(String endpoint) {
    if (endpoint.isBlank()) return URI.create("https://huggingface.co");
    String plain = endpoint.strip().replaceFirst("/+$", "");
    try {
      URI hub = URI.create(plain);
      if (hub.getHost() != null && hub.getScheme() != null && hub.getScheme().matches("https?"))
        return hub;
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new Refused(new ModelProblem.BadEnvironment("HF_ENDPOINT", endpoint, "https://…"));
  }
}
