package dev.afina.engine;

import dev.afina.core.Message;
import dev.afina.core.Role;
import dev.afina.model.Sampling;
import dev.afina.tokenizer.ChatTokenizer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// What one thread answers with one adapter, or none. The system prompt is computed once and kept;
/// it is always computed by itself, so that a question gets the same answer to the last bit whether
/// it comes first or later.
final class Answerer {
  private final Transformer model;
  private final String adapter;
  private final Prefixes prefixes;
  private final ChatTokenizer chats;
  private final Wording wording;

  /// @param adapter that is on the model: its folder, or empty
  /// @param prefixes the thread's, for all adapters
  Answerer(Transformer model, String adapter, Prefixes prefixes, Wording wording) {
    this.model = model;
    this.adapter = adapter;
    this.prefixes = prefixes;
    this.chats = wording.chats();
    this.wording = wording;
  }

  Transformer model() {
    return model;
  }

  /// The folder of the adapter, or empty.
  String adapter() {
    return adapter;
  }

  /// Reads a conversation and chooses the first token of its answer.
  ///
  /// @param piece receives the text as it is made and says whether to go on
  Turn begin(List<Message> messages, Sampling sampling, Predicate<String> piece) {
    Form form = wording.form(sampling.end());
    Past past = model.past();
    try (PointerScope _ = new PointerScope()) {
      Opened opened = open(messages, past);
      Speech speech = new Speech(wording, opened.ids(), sampling, form, piece);
      speech.hear(scores(opened.last()));
      return new Turn(this, past, speech);
    } catch (RuntimeException e) {
      past.close();
      throw e;
    }
  }

  /// Reads the last token of each answer that this began, and chooses the next: the weights, which
  /// are most of the work, are read once for all of them.
  void step(List<Turn> turns) {
    try (PointerScope _ = new PointerScope()) {
      int[][] last =
          turns.stream().map(turn -> new int[] {turn.speech().next()}).toArray(int[][]::new);
      Tensor states = model.readEach(turns.stream().map(Turn::past).toList(), Pack.of(last));
      for (int i = 0; i < turns.size(); i++)
        turns.get(i).speech().hear(scores(states.narrow(0, i, 1)));
    }
  }

  /// @param past ends where the answer begins
  /// @param last state that predicts the answer's first token: `(1, width)`
  /// @param ids the whole conversation up to the answer
  private record Opened(Past past, Tensor last, int[] ids) {}

  private Opened open(List<Message> messages, Past past) {
    int[] ids = chats.prompt(messages);
    Message first = messages.getFirst();
    int shared = 0;
    if (first.role() == Role.SYSTEM) {
      Prefixes.Prefix known =
          prefixes.of(
              new Prefixes.Key(adapter, first.content()), () -> readSystem(first.content()));
      int length = known.ids().length;
      if (length < ids.length && Arrays.equals(known.ids(), Arrays.copyOf(ids, length))) {
        past.continueFrom(known.past());
        shared = length;
      }
    }
    Tensor states = model.read(past, Arrays.copyOfRange(ids, shared, ids.length));
    return new Opened(past, states.narrow(0, states.size(0) - 1, 1), ids);
  }

  private Prefixes.Prefix readSystem(String text) {
    int[] ids = chats.beginning(text);
    Past past = model.past();
    try (PointerScope _ = new PointerScope()) {
      if (ids.length > 0) model.read(past, ids);
    }
    return new Prefixes.Prefix(ids, past);
  }

  /// The scores of the next token.
  ///
  /// @param state `(1, width)`
  private float[] scores(Tensor state) {
    Tensor logits = model.logits(state).view(-1);
    float[] scores = new float[Math.toIntExact(logits.numel())];
    MemorySegment.copy(Weights.memory(logits), ValueLayout.JAVA_FLOAT, 0, scores, 0, scores.length);
    return scores;
  }
}
