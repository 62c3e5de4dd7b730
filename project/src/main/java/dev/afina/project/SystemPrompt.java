package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Role;
import java.util.List;

/// What a model is told to be. These sentences are for the model: changing one changes what is
/// learned, so they are no texts to translate.
final class SystemPrompt {
  private SystemPrompt() {}

  /// The one of the settings, or for intents one that names them.
  ///
  /// @param labels empty for chat
  static String of(ProjectSettings settings, List<String> labels) {
    if (!settings.system().isBlank()) return settings.system().strip();
    return switch (settings.kind()) {
      case INTENTS -> intents(settings.language(), String.join(", ", labels));
      case CHAT -> "";
    };
  }

  private static String intents(String language, String labels) {
    return language.equals("es")
        ? "Clasifica el mensaje del cliente. Responde solo con una de estas intenciones: "
            + labels
            + "."
        : "Classify the customer's message. Answer only with one of these intents: " + labels + ".";
  }

  /// The one that conversations were trained with; empty if none.
  static String in(List<Conversation> conversations) {
    return conversations.stream()
        .map(conversation -> conversation.messages().getFirst())
        .filter(first -> first.role() == Role.SYSTEM)
        .map(Message::content)
        .findFirst()
        .orElse("");
  }

  /// How a sentence is put to a model.
  static List<Message> ask(String system, String text) {
    Message user = Message.user(text);
    return system.isBlank() ? List.of(user) : List.of(Message.system(system), user);
  }
}
