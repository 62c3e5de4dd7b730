package dev.afina.model;

import dev.afina.core.Json;
import dev.afina.model.ModelEvent.PlaceFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a hub says about a repository at one revision.
///
/// @param commit what the revision stands for now; it never changes
record HubListing(String repository, String commit, List<HubFile> files) {

  private static final int LONGEST = 16 << 20;

  /// @param bytes −1 where the hub does not say
  /// @param checksum of the content: 64 hexadecimal digits of a SHA-256 for a large file, 40 of
  ///   Git's own SHA-1 for a small one; empty where the hub does not say
  record HubFile(String name, long bytes, String checksum) {}

  HubListing {
    files = List.copyOf(files);
  }

  /// Asks `/api/models/ORG/NAME/revision/REVISION`.
  static HubListing ask(Surroundings surroundings, HubName name, Consumer<ModelEvent> events)
      throws NoAnswer {
    String path =
        "/api/models/"
            + name.repository()
            + "/revision/"
            + name.asked().replace("/", "%2F")
            + "?blobs=true";
    try (HubClient hub = new HubClient(surroundings, events)) {
      HttpResponse<InputStream> response = hub.get(path, 0, name.repository());
      try (InputStream body = response.body()) {
        byte[] bytes = body.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST)
          throw new NoAnswer(PlaceFault.WRONG_BYTES, "> " + LONGEST + " B");
        return read(name.repository(), Json.tree(new String(bytes, StandardCharsets.UTF_8)));
      }
    } catch (JacksonException e) {
      throw new NoAnswer(PlaceFault.WRONG_BYTES, "JSON");
    } catch (IOException e) {
      throw HubClient.unreachable(e);
    }
  }

  private static HubListing read(String repository, JsonNode json) throws NoAnswer {
    String commit = json.path("sha").asString("");
    if (!commit.matches("[0-9a-f]{40}")) throw new NoAnswer(PlaceFault.WRONG_BYTES, "sha");
    List<HubFile> files = new ArrayList<>();
    for (JsonNode one : json.path("siblings")) {
      JsonNode large = one.path("lfs");
      String sum = large.path("sha256").asString(one.path("blobId").asString(""));
      files.add(
          new HubFile(
              one.path("rfilename").asString(""),
              large.path("size").asLong(one.path("size").asLong(-1)),
              sum.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? sum : ""));
    }
    return new HubListing(repository, commit, files);
  }

  Optional<HubFile> file(String name) {
    return files.stream().filter(file -> file.name.equals(name)).findFirst();
  }
}
