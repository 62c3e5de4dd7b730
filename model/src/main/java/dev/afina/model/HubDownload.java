package dev.afina.model;

import dev.afina.core.FileProblem;
import dev.afina.model.ModelEvent.PlaceFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;

/// Fetches a file from a Hugging Face hub. What came stays in the `.part` file, and the next
/// attempt goes on from there.
///
/// @param bytes the size the file must have
record HubDownload(Surroundings surroundings, Place.Hub place, long bytes) {

  private static final int MOST_ATTEMPTS = 5;
  private static final int EVENT_EVERY = 1 << 18;

  /// Returns the file's `ETag`: on a hub, the digest of its content; empty if the hub gave none.
  String fetch(Path part, Consumer<ModelEvent> events) throws NoAnswer {
    try (HubClient hub = new HubClient(surroundings, events)) {
      long before = size(part);
      for (int attempt = 1; ; attempt++) {
        try {
          return attempt(hub, part, events);
        } catch (IOException broken) {
          // A connection that gave something before it broke deserves another try.
          long now = size(part);
          if (now <= before || attempt == MOST_ATTEMPTS) throw HubClient.unreachable(broken);
          before = now;
        }
      }
    }
  }

  private String attempt(HubClient hub, Path part, Consumer<ModelEvent> events)
      throws IOException, NoAnswer {
    long have = size(part);
    if (have == bytes) return "";
    String path =
        "/"
            + place.repository()
            + "/resolve/"
            + place.revision().replace("/", "%2F")
            + "/"
            + place.file();
    HttpResponse<InputStream> response = hub.get(path, have < bytes ? have : 0, place.label());
    try (InputStream body = response.body()) {
      long from = response.statusCode() == 206 ? goesOnAt(response, have) : 0;
      copy(hub, body, part, from, events);
    }
    return response.headers().firstValue("ETag").orElse("").replaceAll("^W/|\"", "");
  }

  /// Where the rest that came begins: where it was asked for, or the answer is of no use.
  private static long goesOnAt(HttpResponse<?> response, long have) throws NoAnswer {
    String range = response.headers().firstValue("Content-Range").orElse("");
    if (range.startsWith("bytes " + have + "-")) return have;
    throw new NoAnswer(PlaceFault.REFUSED, "Content-Range: " + range);
  }

  private void copy(
      HubClient hub, InputStream body, Path part, long from, Consumer<ModelEvent> events)
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
      throw hub.stalled();
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
