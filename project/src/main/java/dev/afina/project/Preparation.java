package dev.afina.project;

import dev.afina.dataset.Severity;
import java.util.List;

/// `data/processed/data_preparation_summary.json`: what is about to be learned, counted.
///
/// @param findings warnings; with errors nothing is prepared
public record Preparation(
    Kind kind,
    ChosenBase base,
    Part training,
    Part validation,
    Minimums minimums,
    List<Noted> findings) {

  public Preparation {
    findings = List.copyOf(findings);
  }

  /// @param tokens of the conversations, as the base's tokenizer counts them
  /// @param learned tokens of the answers, with their ends of turn
  /// @param shortened conversations that lost something to fit (`training.too-long: cut`)
  public record Part(int conversations, Tokens tokens, long learned, int shortened) {}

  /// In one conversation; `total` in all of them.
  public record Tokens(long total, int min, double mean, int max) {}

  /// @param perIntent examples an intent needs before the split
  /// @param training conversations the training part needs
  /// @param maxTokens the longest conversation that is allowed
  public record Minimums(int perIntent, int training, int maxTokens) {}

  /// What is said of a line; `data check` says it in words.
  ///
  /// @param rule its name, as in `almost_repeated`
  public record Noted(Severity severity, String file, int line, String rule) {}
}
