package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Fact;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.model.Base;
import dev.afina.model.ModelEvent;
import dev.afina.model.ModelProblem;
import dev.afina.model.Seed;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/// Which base is used: the one that was named, or the usual one, or, if that cannot be had, the
/// built-in one.
record BaseChoice(ProjectFiles files, ProjectSettings settings, Bases bases) {

  /// The built-in base is the same for everybody who has the same training part.
  private static final long SEED = 42;

  /// @param base with its place on this machine
  /// @param reasons why the wanted one could not be had; empty if it could
  record Chosen(Base base, ChosenBase noted, List<Fact> reasons) {}

  /// Finds the base, fetching it if needed.
  ///
  /// @throws Refused if a base that was named cannot be had
  Chosen choose(Consumer<ModelEvent> events) {
    if (settings.base().equals(Seed.NAME)) return planted(List.of());
    try {
      Base base = resolve(events);
      return new Chosen(base, ChosenBase.of(base, settings.base(), false), List.of());
    } catch (Refused refused) {
      boolean nowhere = refused.facts().getFirst() instanceof ModelProblem.NoPlaceAnswered;
      if (settings.baseIsChosen() || !nowhere) throw refused;
      return planted(refused.facts());
    }
  }

  /// Opens the very base that was chosen earlier. Without a base in the settings that is the one of
  /// the last run, and a hub's revision is the commit it was then.
  ///
  /// @throws Refused with [ProjectProblem.BaseDiffers] if there is another one by now
  Base again(ChosenBase chosen, Consumer<ModelEvent> events) {
    Base base = chosen.seedModel() ? seedAgain(chosen.digest()) : earlier(chosen, events);
    if (!base.digest().equals(chosen.digest()))
      throw new Refused(
          new ProjectProblem.BaseDiffers(
              chosen.name(), chosen.digest().brief(), base.digest().brief()));
    // Under the name it had then: the name is part of the plan.
    return new Base(
        chosen.name(), base.place(), base.digest(), base.licence(), base.architecture());
  }

  /// The name of the base that is used: the wanted one, or the built-in one where that had to stand
  /// in for it and still does.
  String nameInUse() {
    if (!Files.exists(files.preparation())) return settings.base();
    try {
      ChosenBase chosen = Json.read(files.preparation(), Preparation.class).base();
      boolean standsIn = chosen.seedModel() && chosen.wanted().equals(settings.base());
      return standsIn ? chosen.name() : settings.base();
    } catch (Refused damaged) {
      return settings.base(); // Whoever needs the file says what is wrong with it.
    }
  }

  private Base earlier(ChosenBase chosen, Consumer<ModelEvent> events) {
    if (chosen.name().startsWith(settings.base() + "@"))
      return bases.resolve(chosen.name(), events);
    return settings.baseIsChosen() ? resolve(events) : bases.resolve(chosen.wanted(), events);
  }

  /// The built-in base as it lies there, or planted once more.
  private Base seedAgain(Digest expected) {
    Path place = files.seedBase();
    boolean there =
        Files.exists(place.resolve("config.json")) && Base.digestOf(place).equals(expected);
    return there ? Base.open(Seed.NAME, place, expected) : planted(List.of()).base();
  }

  /// The user's own file or folder, if the settings name one and not a known base.
  static Optional<Path> ownPlace(ProjectFiles files, ProjectSettings settings) {
    try {
      Path place =
          settings.baseIsNamedInFolder()
              ? files.folder().resolve(settings.base())
              : Path.of(settings.base());
      return settings.baseIsChosen() && Files.exists(place)
          ? Optional.of(place.toAbsolutePath().normalize())
          : Optional.empty();
    } catch (InvalidPathException aName) {
      return Optional.empty();
    }
  }

  private Base resolve(Consumer<ModelEvent> events) {
    Optional<Path> own = ownPlace(files, settings);
    Base base = bases.resolve(own.map(Path::toString).orElse(settings.base()), events);
    return own.isPresent() ? withoutPlaceInName(base) : base;
  }

  /// The name goes into the plan, and a plan says nothing about folders of this machine.
  private static Base withoutPlaceInName(Base base) {
    Path last = Objects.requireNonNullElse(base.place().getFileName(), base.place());
    return new Base(
        last.toString(), base.place(), base.digest(), base.licence(), base.architecture());
  }

  private Chosen planted(List<? extends Fact> reasons) {
    List<String> texts =
        Json.readLines(files.training(), Conversation.class).stream()
            .flatMap(conversation -> conversation.messages().stream())
            .map(Message::content)
            .toList();
    Path place = Seed.plant(files.seedBase(), texts, SEED);
    Base base = Base.open(Seed.NAME, place, Base.digestOf(place));
    return new Chosen(base, ChosenBase.of(base, settings.base(), true), List.copyOf(reasons));
  }
}
