package dev.afina.project;

import dev.afina.evaluation.ChatAnalysis;
import dev.afina.evaluation.ChatResults;
import dev.afina.evaluation.IntentAnalysis;
import dev.afina.evaluation.IntentResults;

/// What the last run came to.
public sealed interface Results {

  record Intents(IntentResults results, IntentAnalysis analysis) implements Results {}

  record Chat(ChatResults results, ChatAnalysis analysis) implements Results {}
}
