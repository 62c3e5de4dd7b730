package dev.afina.training.local;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.model.Sampling;
import dev.afina.model.ScoringModel;
import java.util.List;
import java.util.function.Predicate;

/// A base with one of its adapters, or none, which answers from the base's process. Several threads
/// may ask at once: their conversations go on side by side.
///
/// @param adapter folder, or empty
/// @param whenClosed what else ends with this model
record LocalModel(LocalBase base, String adapter, Runnable whenClosed) implements ScoringModel {

  @Override
  public List<double[]> score(List<List<Message>> questions, List<String> answers) {
    try (LocalBase.Call call = base.call()) {
      call.send(new Request.Score(call.id(), adapter, questions, answers));
      return call.expect(Response.Scores.class).scores();
    }
  }

  @Override
  public List<Likelihood> likelihoods(List<Conversation> conversations) {
    try (LocalBase.Call call = base.call()) {
      call.send(new Request.Weigh(call.id(), adapter, conversations));
      return call.expect(Response.Likelihoods.class).likelihoods();
    }
  }

  @Override
  public Reply reply(List<Message> messages, Sampling sampling, Predicate<String> piece) {
    try (LocalBase.Call call = base.call()) {
      call.send(new Request.Speak(call.id(), adapter, messages, sampling));
      return heard(call, piece);
    }
  }

  @Override
  public List<Reply> replies(List<List<Message>> conversations, Sampling sampling) {
    List<LocalBase.Call> calls = conversations.stream().map(_ -> base.call()).toList();
    try {
      for (int i = 0; i < calls.size(); i++)
        calls
            .get(i)
            .send(new Request.Speak(calls.get(i).id(), adapter, conversations.get(i), sampling));
      return calls.stream().map(call -> heard(call, _ -> true)).toList();
    } finally {
      calls.forEach(LocalBase.Call::close);
    }
  }

  /// Whoever wants no more, or fails while hearing it, has it stopped.
  private static Reply heard(LocalBase.Call call, Predicate<String> piece) {
    boolean listening = true;
    while (true) {
      switch (call.next()) {
        case Response.Piece said -> {
          if (!listening) continue;
          listening = false;
          try {
            listening = piece.test(said.text());
          } finally {
            if (!listening) call.send(new Request.Hush(call.id()));
          }
        }
        case Response.Replied replied -> {
          return replied.reply();
        }
        case Response other -> throw LocalBase.unexpected(other);
      }
    }
  }

  @Override
  public void close() {
    whenClosed.run();
  }
}
