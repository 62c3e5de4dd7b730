package dev.afina.project;

import dev.afina.core.Message;
import dev.afina.evaluation.grading.Spent;
import dev.afina.model.ChatModel;
import dev.afina.model.Sampling;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// A model whose work is counted until somebody reads it off.
final class Metered implements ChatModel {
  private final ChatModel model;
  private final Meter meter;
  private Spent spent = Spent.NOTHING;

  Metered(ChatModel model, Meter meter) {
    this.model = model;
    this.meter = meter;
  }

  @Override
  public Reply reply(List<Message> messages, Sampling sampling, Predicate<String> piece) {
    Instant start = meter.now();
    Reply reply = model.reply(messages, sampling, piece);
    spent = spent.plus(new Spent(1, meter.seconds(start), reply.promptTokens(), reply.tokens()));
    return reply;
  }

  /// What it did since the last time.
  Spent readOff() {
    Spent read = spent;
    spent = Spent.NOTHING;
    return read;
  }

  @Override
  public void close() {
    model.close();
  }
}
