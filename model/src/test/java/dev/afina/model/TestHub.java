package dev.afina.model;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.afina.core.Digest;
import dev.afina.core.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;

/// A hub on this machine with one repository, `shop/tiny`: the API's listing, small files from the
/// hub itself, large ones from a store at another address. Faults are asked for by name.
final class TestHub implements AutoCloseable {

  /// What happens instead of an answer; says whether it did.
  interface Fault {
    boolean happens(HttpExchange exchange, int request) throws IOException;
  }

  /// @param host the hub's or the store's
  record Request(String host, String path, Headers headers) {}

  final Map<String, byte[]> files = new LinkedHashMap<>();
  final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  String commit = "a".repeat(40);
  Fault fault = (_, _) -> false;

  private final HttpServer hub = server(this::hub);
  private final HttpServer store = server(this::store);

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private HttpServer server(Handler handler) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              handler.handle(exchange);
            }
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  URI address() {
    return URI.create("http://localhost:" + hub.getAddress().getPort());
  }

  /// The content of a file that is there.
  byte[] content(String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  /// The paths that were asked for at the hub and, where it sends large files to, at the store.
  List<String> paths() {
    return requests.stream().map(Request::path).toList();
  }

  private void hub(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(new Request("hub", path, exchange.getRequestHeaders()));
    if (fault.happens(exchange, requests.size())) return;
    String resolve = "/shop/tiny/resolve/" + commit + "/";
    if (path.startsWith("/api/models/shop/tiny/revision/")) {
      send(exchange, Json.line(listing()).getBytes(StandardCharsets.UTF_8));
    } else if (path.startsWith(resolve) && files.containsKey(path.substring(resolve.length()))) {
      String name = path.substring(resolve.length());
      if (isLarge(name)) {
        exchange
            .getResponseHeaders()
            .add("Location", "http://127.0.0.1:" + store.getAddress().getPort() + "/" + name);
        exchange.sendResponseHeaders(302, -1);
      } else {
        exchange.getResponseHeaders().add("ETag", '"' + sum(name) + '"');
        send(exchange, content(name));
      }
    } else {
      exchange.sendResponseHeaders(404, -1);
    }
  }

  private void store(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(new Request("store", path, exchange.getRequestHeaders()));
    if (fault.happens(exchange, requests.size())) return;
    send(exchange, content(path.substring(1)));
  }

  private Map<String, Object> listing() {
    List<Object> siblings = new ArrayList<>();
    files.forEach((name, bytes) -> {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("rfilename", name);
      one.put("size", bytes.length);
      if (isLarge(name)) one.put("lfs", Map.of("sha256", sum(name), "size", bytes.length));
      else one.put("blobId", sum(name));
      siblings.add(one);
    });
    return Map.of("id", "shop/tiny", "sha", commit, "siblings", siblings);
  }

  private static boolean isLarge(String name) {
    return name.matches(".*\\.(safetensors|bin|gguf)");
  }

  private String sum(String name) {
    byte[] bytes = content(name);
    if (isLarge(name)) return Digest.of(bytes).hex();
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-1");
      sha.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whole, or from where the request says.
  static void send(HttpExchange exchange, byte[] bytes) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    if (range != null)
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
    exchange.sendResponseHeaders(range == null ? 200 : 206, rest.length);
    exchange.getResponseBody().write(rest);
  }

  @Override
  public void close() {
    hub.stop(0);
    store.stop(0);
  }
}
