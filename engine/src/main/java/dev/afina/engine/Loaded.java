package dev.afina.engine;

import dev.afina.model.Base;
import dev.afina.model.ModelFile;
import dev.afina.model.PeftAdapter;
import dev.afina.model.Safetensors;
import dev.afina.training.Numerics;
import dev.afina.training.local.AnsweringNeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A base and those of its adapters that were asked for, as libtorch computes with them.
final class Loaded implements AutoCloseable {
  private final Base base;
  private final Numerics numerics;
  private final Weights weights;
  private final Wording wording;
  private final List<Prefixes> prefixes;
  private final Crew crew;
  private final Map<String, List<Answerer>> answerers = new HashMap<>();

  /// @param wording closed with it
  Loaded(Base base, Wording wording, Numerics numerics) {
    this.base = base;
    this.wording = wording;
    this.numerics = numerics;
    this.weights = read(base.weights());
    this.crew = new Crew(numerics.threads());
    this.prefixes =
        Stream.generate(() -> new Prefixes(AnsweringNeed.PROMPTS / numerics.threads()))
            .limit(numerics.threads())
            .toList();
  }

  /// Who computes here.
  Crew crew() {
    return crew;
  }

  private Weights read(ModelFile file) {
    try (file) {
      return Weights.read(file, numerics.dtype());
    }
  }

  /// One for each thread.
  ///
  /// @param adapter its folder, or empty
  /// @throws dev.afina.core.Refused if the adapter does not fit
  synchronized List<Answerer> with(String adapter) {
    List<Answerer> known = answerers.get(adapter);
    if (known != null) return known;
    Transformer.Adaptation adaptation =
        adapter.isEmpty() ? Transformer.Adaptation.NONE : adaptation(Path.of(adapter));
    List<Answerer> made = new ArrayList<>();
    IntStream.range(0, numerics.threads())
        .mapToObj(thread -> answerer(adapter, adaptation, prefixes.get(thread)))
        .forEach(made::add);
    answerers.put(adapter, made);
    return made;
  }

  /// @param adapter its folder, or empty
  /// @throws dev.afina.core.Refused if the adapter does not fit
  Likelihoods likelihoods(String adapter) {
    List<Transformer> models = with(adapter).stream().map(Answerer::model).toList();
    return new Likelihoods(wording.chats(), new Trees(crew, models));
  }

  private Transformer.Adaptation adaptation(Path adapter) {
    PeftAdapter.in(adapter).check(base.architecture());
    Weights learned = read(Safetensors.open(adapter.resolve(PeftAdapter.WEIGHTS)));
    return Adapter.in(adapter).on(learned::find);
  }

  private Answerer answerer(String adapter, Transformer.Adaptation adaptation, Prefixes known) {
    Transformer model = new Transformer(base.architecture(), weights::get, adaptation);
    return new Answerer(model, adapter, known, wording);
  }

  @Override
  public void close() {
    crew.close();
    prefixes.forEach(Prefixes::close);
    wording.close();
    weights.close();
  }
}
