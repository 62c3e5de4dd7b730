package dev.afina.engine;

import dev.afina.engine.vector.Decoder;
import dev.afina.engine.vector.LowRank;
import dev.afina.engine.vector.Talk;
import dev.afina.model.Architecture;
import dev.afina.model.PeftAdapter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the tokens that several answers chose last, and chooses the next of each.
sealed interface Speaking extends AutoCloseable {

  /// Conversations have nothing to do with one another, and may carry different adapters.
  void step(List<Turn> turns);

  @Override
  void close();

  /// With libtorch, on the threads that read the conversations.
  record ByTensors(Crew crew) implements Speaking {

    @Override
    public void step(List<Turn> turns) {
      Map<Answerer, List<Turn>> shares = new LinkedHashMap<>();
      for (Turn turn : turns)
        shares.computeIfAbsent(turn.answerer(), _ -> new ArrayList<>()).add(turn);
      crew.divided(
          List.copyOf(shares.values()),
          (_, share) -> {
            share.getFirst().answerer().step(share);
            return share;
          });
    }

    @Override
    public void close() {}
  }

  /// With the processor's vectors, all in one batch.
  ///
  /// @param adapters by their folders
  record ByVectors(Decoder decoder, Architecture shape, Map<String, LowRank> adapters)
      implements Speaking {

    ByVectors(Decoder decoder, Architecture shape) {
      this(decoder, shape, new HashMap<>());
    }

    /// @param adapter its folder, or empty
    Talk talk(String adapter) {
      return decoder.talk(
          adapter.isEmpty()
              ? null
              : adapters.computeIfAbsent(
                  adapter, folder -> LowRank.of(PeftAdapter.in(Path.of(folder)), shape)));
    }

    @Override
    public void step(List<Turn> turns) {
      List<Talk> talks = turns.stream().map(turn -> turn.talk(this)).toList();
      for (int i = 0; i < talks.size(); i++) talks.get(i).say(turns.get(i).speech().next());
      decoder.step(talks);
      for (int i = 0; i < talks.size(); i++) {
        float[] scores = new float[shape.vocabulary()];
        talks.get(i).scores(scores);
        turns.get(i).speech().hear(scores);
      }
    }

    @Override
    public void close() {
      decoder.close();
    }
  }
}
