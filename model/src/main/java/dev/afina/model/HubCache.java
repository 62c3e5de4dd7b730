package dev.afina.model;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.model.HubListing.HubFile;
import dev.afina.model.ModelEvent.PlaceFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Models that were fetched from a hub: `hub/ORG/NAME/COMMIT/` for a model's folder,
/// `hub/ORG/NAME/COMMIT+FILE/` for a GGUF file. A revision that was asked for once stays what it
/// was then (`revisions.json`) until it is pulled again, so that work goes on without a network.
record HubCache(Surroundings surroundings, KnownDigests digests) {

  private static final String REVISIONS = "revisions.json";

  /// A model in the cache.
  record Kept(Path folder, Pulled pulled) {
    Path place() {
      return pulled.place(folder);
    }
  }

  /// All that are whole, in the order of their names.
  List<Kept> all() {
    Path hub = surroundings.cache().resolve("hub");
    if (!Files.isDirectory(hub)) return List.of();
    try (Stream<Path> folders = Files.walk(hub, 3)) {
      return folders
          .filter(folder -> hub.relativize(folder).getNameCount() == 3)
          .filter(Files::isDirectory)
          .sorted()
          .flatMap(folder -> Pulled.in(folder).map(pulled -> new Kept(folder, pulled)).stream())
          .toList();
    } catch (IOException e) {
      throw FileProblem.reading(hub, e);
    }
  }

  /// What is here under this name, if its files are still those that came.
  Optional<Kept> find(HubName name) {
    return named(name).filter(this::isWhole);
  }

  private Optional<Kept> named(HubName name) {
    String commit = revisions(name).getOrDefault(name.asked(), commit(name.asked()));
    return all().stream()
        .filter(kept -> kept.pulled.repository().equalsIgnoreCase(name.repository()))
        .filter(kept -> kept.pulled.commit().startsWith(commit))
        .filter(kept -> means(name.file(), kept.pulled.file()))
        .findFirst();
  }

  /// A commit may be shortened, down to seven digits.
  private static String commit(String revision) {
    return revision.matches("[0-9a-f]{7,40}") ? revision : "no commit";
  }

  /// Without a file's name any form will do.
  private static boolean means(String asked, String file) {
    return asked.isEmpty() || HubChoice.means(asked, file);
  }

  private boolean isWhole(Kept kept) {
    return kept.pulled.parts().stream()
        .allMatch(part -> {
          Path file = kept.folder.resolve(part.name());
          return Files.exists(file) && digests.of(file).equals(part.digest());
        });
  }

  /// Asks the hub what the revision is now, and fetches what is not here.
  ///
  /// @throws Refused with a [ModelProblem] if it cannot be had
  Kept pull(HubName name, Consumer<ModelEvent> events) {
    if (surroundings.offline())
      throw new Refused(
          new ModelProblem.NoPlaceAnswered(
              name.repository(), List.of(new ModelEvent.Offline(name.repository()))));
    try (CacheLock _ = CacheLock.take(folder(name.repository()), name.repository(), events)) {
      events.accept(new ModelEvent.Trying(name.repository()));
      HubListing listing = HubListing.ask(surroundings, name, events);
      HubChoice choice = HubChoice.of(listing, name.file());
      Path folder = folder(name.repository()).resolve(choice.folder(listing.commit()));
      Optional<Kept> here =
          Pulled.in(folder).map(pulled -> new Kept(folder, pulled)).filter(this::isWhole);
      Kept kept = here.isPresent() ? here.get() : fetch(listing, choice, folder, events);
      note(name, listing.commit());
      events.accept(new ModelEvent.Ready(kept.pulled.name(), name.repository(), kept.place()));
      return kept;
    } catch (NoAnswer e) {
      throw new Refused(refusal(name, e));
    }
  }

  private ModelProblem refusal(HubName name, NoAnswer e) {
    return switch (e.fault) {
      case NOT_ALLOWED ->
          new ModelProblem.NotAllowed(name.repository(), e.detail, !surroundings.token().isEmpty());
      case NOT_THERE -> new ModelProblem.NoSuchRepository(name.repository(), name.asked());
      case UNREACHABLE, STALLED, REFUSED, BUSY, WRONG_BYTES, NO_PROGRAM, PROGRAM_FAILED ->
          new ModelProblem.NoPlaceAnswered(
              name.repository(),
              List.of(new ModelEvent.PlaceFailed(name.repository(), e.fault, e.detail)));
    };
  }

  private Kept fetch(HubListing listing, HubChoice choice, Path folder, Consumer<ModelEvent> events)
      throws NoAnswer {
    List<HubFile> wanted = new ArrayList<>(choice.files());
    long total = wanted.stream().mapToLong(HubFile::bytes).sum();
    long before = 0;
    List<Pulled.Part> parts = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      HubFile file = wanted.get(i);
      long done = before;
      long all = total;
      parts.add(
          fetch(
              listing,
              file,
              folder,
              event ->
                  events.accept(
                      event instanceof ModelEvent.Downloading some
                          ? new ModelEvent.Downloading(some.place(), done + some.bytes(), all)
                          : event)));
      before += file.bytes();
      // An index says which further files hold the weights.
      for (HubFile shard : choice.shards(listing, file, folder)) {
        wanted.add(shard);
        total += shard.bytes();
      }
    }
    Pulled pulled = new Pulled(listing.repository(), listing.commit(), choice.gguf(), parts);
    pulled.writeTo(folder);
    return new Kept(folder, pulled);
  }

  private Pulled.Part fetch(
      HubListing listing, HubFile file, Path folder, Consumer<ModelEvent> events) throws NoAnswer {
    if (file.bytes() < 0) throw new NoAnswer(PlaceFault.REFUSED, file.name() + ": ? B");
    Path target = folder.resolve(file.name());
    Checksum sum = new Checksum(file.checksum());
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileProblem.writing(folder, e);
    }
    Place.Hub place = new Place.Hub(listing.repository(), listing.commit(), file.name());
    boolean here = Files.exists(target) && sum.isKnown() && sum.fault(target, "").isEmpty();
    if (!here) {
      PartFile part = new PartFile(target);
      if (!sum.isKnown()) part.delete();
      part.fill(
          true,
          fresh -> new HubDownload(surroundings, place, file.bytes()).fetch(fresh, events),
          sum::fault);
    }
    Digest digest = digests.of(target);
    return new Pulled.Part(file.name(), file.bytes(), digest);
  }

  /// Deletes what is here under this name; says how many bytes that were.
  Optional<Long> remove(HubName name, Consumer<ModelEvent> events) {
    Path folder = folder(name.repository());
    if (!Files.isDirectory(folder)) return Optional.empty();
    try (CacheLock _ = CacheLock.take(folder, name.repository(), events)) {
      Optional<Kept> kept = named(name);
      kept.ifPresent(one -> SafeFile.deleteTree(one.folder));
      return kept.map(one -> one.pulled.bytes());
    }
  }

  private Path folder(String repository) {
    return surroundings.cache().resolve("hub").resolve(repository);
  }

  private Map<String, String> revisions(HubName name) {
    Path file = folder(name.repository()).resolve(REVISIONS);
    Map<String, String> revisions = new TreeMap<>();
    if (Files.exists(file))
      Json.read(file, JsonNode.class)
          .properties()
          .forEach(entry -> revisions.put(entry.getKey(), entry.getValue().asString("")));
    return revisions;
  }

  private void note(HubName name, String commit) {
    Map<String, String> revisions = revisions(name);
    revisions.put(name.asked(), commit);
    Json.write(folder(name.repository()).resolve(REVISIONS), revisions);
  }
}
