package dev.afina.hosted;

import java.util.Locale;

/// Who runs a server, and what that changes.
public enum Service {
  OPENAI("OPENAI_API_KEY"),
  AZURE("AZURE_OPENAI_KEY"),
  /// Ollama, llama.cpp, vLLM and all others.
  OTHER("AFINA_HOSTED_KEY");

  private final String variable;

  Service(String variable) {
    this.variable = variable;
  }

  static Service at(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("api.openai.com")) return OPENAI;
    return name.endsWith(".openai.azure.com") || name.endsWith(".services.ai.azure.com")
        ? AZURE
        : OTHER;
  }

  /// The variable of the environment that has the key. Each has its own, so that no server is shown
  /// another one's.
  public String variable() {
    return variable;
  }

  /// As the price file calls it, where it has prices.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// How a key is shown, as the name of a header and what stands before the key.
  String[] header(String key) {
    return switch (this) {
      case AZURE -> new String[] {"api-key", key};
      case OPENAI, OTHER -> new String[] {"Authorization", "Bearer " + key};
    };
  }

  /// What the longest answer is called: newer models refuse the old name, other servers know no
  /// other.
  boolean saysCompletionTokens() {
    return this != OTHER;
  }
}
