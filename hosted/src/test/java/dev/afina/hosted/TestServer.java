package dev.afina.hosted;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.afina.core.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;

/// A server on this machine that answers each request as a test wants it.
final class TestServer implements AutoCloseable {

  /// @param retryAfter empty: it does not say
  record Answer(int status, String body, String retryAfter) {
    Answer(int status, String body) {
      this(status, body, "");
    }

    static Answer of(String text) {
      return new Answer(
          200,
          """
          {"id": "x", "object": "chat.completion", "choices": [{"index": 0, "finish_reason": "stop",
          "message": {"role": "assistant", "content": %s, "refusal": null}}],
          "usage": {"prompt_tokens": 40, "completion_tokens": 7, "total_tokens": 47}}
          """
              .formatted(Json.line(text)));
    }
  }

  final List<JsonNode> bodies = Collections.synchronizedList(new ArrayList<>());
  final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  final List<String> paths = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;

  /// @param answers by the request's number, from 1
  TestServer(IntFunction<Answer> answers) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> handle(exchange, answers));
    server.start();
  }

  private void handle(HttpExchange exchange, IntFunction<Answer> answers) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      bodies.add(Json.tree(body));
      paths.add(exchange.getRequestURI().getPath());
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      Answer answer = answers.apply(bodies.size());
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      if (!answer.retryAfter().isEmpty())
        exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  Address address(String model) {
    return Address.of("http://localhost:" + server.getAddress().getPort() + "/v1#" + model);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
