package dev.afina.model;

import dev.afina.core.FileProblem;
import dev.afina.model.ModelEvent.PlaceFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/// Fetches a file from a Hugging Face hub. What came stays in the `.part` file, and the next
/// attempt goes on from there.
///
/// @param bytes the size the file must have
record HubDownload(Surroundings surroundings, Place.Hub place, long bytes) {

  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_ATTEMPTS = 5;
  private static final int EVENT_EVERY = 1 << 18;

  void fetch(Path part, Consumer<ModelEvent> events) throws NoAnswer {
    HttpClient http = surroundings.http();
    try {
      long before = size(part);
      for (int attempt = 1; ; attempt++) {
        try {
          attempt(http, part, events);
          return;
        } catch (IOException broken) {
          // A connection that gave something before it broke deserves another try.
          long now = size(part);
          if (now <= before || attempt == MOST_ATTEMPTS) throw unreachable(broken);
          before = now;
        }
      }
    } finally {
      http.shutdownNow();
    }
  }

  private void attempt(HttpClient http, Path part, Consumer<ModelEvent> events)
      throws IOException, NoAnswer {
    long have = size(part);
    if (have == bytes) return;
    HttpResponse<InputStream> response = send(http, have < bytes ? have : 0);
    try (InputStream body = response.body()) {
      switch (response.statusCode()) {
        case 200 -> copy(body, part, 0, events);
        case 206 -> copy(body, part, goesOnAt(response, have), events);
        default -> throw new NoAnswer(PlaceFault.REFUSED, "HTTP " + response.statusCode());
      }
    }
  }

  /// Asks for the file from byte `from` on, and goes where it is sent.
  private HttpResponse<InputStream> send(HttpClient http, long from) throws IOException, NoAnswer {
    String path = "/" + place.repository() + "/resolve/" + place.revision() + "/" + place.file();
    URI address = URI.create(surroundings.hub() + path);
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      HttpResponse<InputStream> response = send(http, address, from);
      Optional<URI> next = redirect(response, address);
      if (next.isEmpty()) return response;
      response.body().close();
      address = next.get();
    }
    throw new NoAnswer(PlaceFault.REFUSED, "HTTP 3xx × " + MOST_REDIRECTS);
  }

  private HttpResponse<InputStream> send(HttpClient http, URI address, long from)
      throws IOException, NoAnswer {
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

  /// Where the rest that came begins: where it was asked for, or the answer is of no use.
  private static long goesOnAt(HttpResponse<?> response, long have) throws NoAnswer {
    String range = response.headers().firstValue("Content-Range").orElse("");
    if (range.startsWith("bytes " + have + "-")) return have;
    throw new NoAnswer(PlaceFault.REFUSED, "Content-Range: " + range);
  }

  private void copy(InputStream body, Path part, long from, Consumer<ModelEvent> events)
      throws IOException, NoAnswer {
    try (FileChannel file = open(part, from);
        Watch watch = new Watch(body, surroundings.patience().stall())) {
      byte[] buffer = new byte[1 << 16];
      long at = from;
      long told = from;
      events.accept(new ModelEvent.Downloading(place.label(), at, bytes));
      for (int n = watch.read(buffer); n >= 0; n = watch.read(buffer)) {
        if (at + n > bytes) throw new NoAnswer(PlaceFault.WRONG_BYTES, "> " + bytes + " B");
        write(file, part, buffer, n);
        at += n;
        if (at - told < EVENT_EVERY && at < bytes) continue;
        told = at;
        events.accept(new ModelEvent.Downloading(place.label(), at, bytes));
      }
      if (at < bytes) throw new IOException(at + " < " + bytes + " B");
    } catch (Stalled e) {
      throw stalled();
    }
  }

  private static FileChannel open(Path part, long from) {
    try {
      FileChannel file =
          FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return file.truncate(from).position(from);
    } catch (IOException e) {
      throw FileProblem.writing(part, e);
    }
  }

  /// A full disk is the user's problem, not the place's.
  private static void write(FileChannel file, Path part, byte[] buffer, int n) {
    try {
      for (ByteBuffer left = ByteBuffer.wrap(buffer, 0, n); left.hasRemaining(); ) file.write(left);
    } catch (IOException e) {
      throw FileProblem.writing(part, e);
    }
  }

  private static long size(Path part) {
    try {
      return Files.exists(part) ? Files.size(part) : 0;
    } catch (IOException e) {
      throw FileProblem.reading(part, e);
    }
  }

  private NoAnswer stalled() {
    Duration stall = surroundings.patience().stall();
    return new NoAnswer(PlaceFault.STALLED, stall.toMillis() / 1000.0 + " s");
  }

  private static NoAnswer unreachable(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) root = root.getCause();
    String reason = Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    return new NoAnswer(PlaceFault.UNREACHABLE, reason.lines().findFirst().orElse(""));
  }

  private static final class Stalled extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /// Reads a stream that may fall silent: a second thread closes it then, which ends the reading.
  private static final class Watch implements AutoCloseable {
    private final InputStream body;
    private final long patience;
    private final Thread watcher;
    private volatile long lastByte = System.nanoTime();
    private volatile boolean stalled;

    Watch(InputStream body, Duration patience) {
      this.body = body;
      this.patience = patience.toNanos();
      this.watcher = Thread.ofVirtual().start(this::watch);
    }

    int read(byte[] buffer) throws IOException {
      try {
        int n = body.read(buffer);
        lastByte = System.nanoTime();
        if (stalled) throw new Stalled();
        return n;
      } catch (IOException e) {
        throw stalled ? new Stalled() : e;
      }
    }

    private void watch() {
      try {
        long left = patience;
        while (left > 0) {
          Thread.sleep(Duration.ofNanos(left));
          left = patience - (System.nanoTime() - lastByte);
        }
        stalled = true;
        body.close();
      } catch (InterruptedException done) {
        // The reading has ended.
      } catch (IOException e) {
        // It is being given up anyway.
      }
    }

    @Override
    public void close() {
      watcher.interrupt();
    }
  }
}
