package dev.afina.project;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// The digests of files, computed again only when a file's size, time or inode has changed. Kept in
/// `.afina/digests.json`, which is rewritten only if it would be another.
final class Digests {

  private record Known(long size, String time, String inode, Digest digest) {
    boolean is(long nowSize, String nowTime, String nowInode) {
      return size == nowSize && time.equals(nowTime) && inode.equals(nowInode);
    }
  }

  private record Kept(Map<String, Known> files) {}

  private final ProjectFiles files;
  private final Map<String, Known> known;
  private boolean changed;

  private Digests(ProjectFiles files, Map<String, Known> known) {
    this.files = files;
    this.known = known;
  }

  static Digests of(ProjectFiles files) {
    Map<String, Known> known = new TreeMap<>();
    try {
      if (Files.exists(files.digests()))
        known.putAll(Json.parse(Files.readString(files.digests()), Kept.class).files());
    } catch (IOException | JacksonException unreadable) {
      known.clear(); // A cache that cannot be read is an empty cache.
    }
    return new Digests(files, known);
  }

  /// The digest of a file, or nothing if it is not there.
  Optional<Digest> of(Path file) {
    if (!Files.isRegularFile(file)) return Optional.empty();
    String name = files.name(file);
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      String time = now.lastModifiedTime().toString();
      String inode = Objects.toString(now.fileKey(), "");
      Known before = known.get(name);
      if (before != null && before.is(now.size(), time, inode)) return Optional.of(before.digest());
      Digest digest = Digest.of(file);
      known.put(name, new Known(now.size(), time, inode, digest));
      changed = true;
      return Optional.of(digest);
    } catch (IOException e) {
      throw FileProblem.reading(file, e);
    }
  }

  /// The digest of a file or, from those of the files in it, of a folder.
  Optional<Digest> ofContent(Path place) {
    if (!Files.isDirectory(place)) return of(place);
    StringBuilder all = new StringBuilder();
    try (Stream<Path> inside = Files.list(place)) {
      for (Path file : inside.filter(Files::isRegularFile).sorted().toList())
        of(file)
            .ifPresent(digest ->
                all.append(file.getFileName()).append(' ').append(digest.hex()).append('\n'));
    } catch (IOException e) {
      throw FileProblem.reading(place, e);
    }
    return Optional.of(Digest.of(all.toString()));
  }

  void save() {
    if (!changed) return;
    known.keySet().removeIf(name -> !Files.exists(files.named(name)));
    Json.write(files.digests(), new Kept(known));
    changed = false;
  }
}
