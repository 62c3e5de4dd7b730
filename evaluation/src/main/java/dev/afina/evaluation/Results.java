package dev.afina.evaluation;

/// What a run came to: a test, and what follows from it.
public sealed interface Results {

  record Intents(IntentResults results, IntentAnalysis analysis) implements Results {}

  record Chat(ChatResults results, ChatAnalysis analysis) implements Results {}
}
