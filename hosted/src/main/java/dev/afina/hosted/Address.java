package dev.afina.hosted;

import dev.afina.core.Refused;
import dev.afina.model.Surroundings;
import java.net.URI;

/// A model at a server that speaks OpenAI's chat API, as people write it:
/// `http://localhost:11434/v1#qwen3:8b`.
///
/// @param server all that stands before `/chat/completions`
/// @param model as the server calls it
public record Address(URI server, String model) {

  /// Whether a text is meant as such an address, and not as a file or a base's name.
  public static boolean isMeantBy(String text) {
    return text.matches("(?i)https?://.*");
  }

  /// @throws Refused if it is none, or has a user or a query in it: keys are not written there
  public static Address of(String written) {
    int hash = written.indexOf('#');
    String model = hash < 0 ? "" : written.substring(hash + 1).strip();
    String server = (hash < 0 ? written : written.substring(0, hash)).replaceFirst("/+$", "");
    try {
      URI address = URI.create(server);
      boolean plain = address.getUserInfo() == null && address.getQuery() == null;
      if (isMeantBy(server) && address.getHost() != null && plain && !model.isEmpty())
        return new Address(address, model);
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new Refused(new HostedProblem.BadAddress(withoutSecrets(written)));
  }

  private static String withoutSecrets(String written) {
    return written.replaceFirst("//[^/#]*@", "//…@").replaceFirst("\\?[^#]*", "?…");
  }

  /// Whether the server is on this machine, so that nothing leaves it.
  public boolean isHere() {
    return Surroundings.isLoopback(host());
  }

  public Service service() {
    return Service.at(host());
  }

  public String host() {
    return server.getHost();
  }

  /// As people write it.
  @Override
  public String toString() {
    return server + "#" + model;
  }
}
