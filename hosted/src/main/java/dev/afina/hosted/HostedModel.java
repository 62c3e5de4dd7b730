package dev.afina.hosted;

import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.model.ChatModel;
import dev.afina.model.Sampling;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;

/// A model at a server that speaks OpenAI's chat API. Its answers come whole, not piece by piece.
public final class HostedModel implements ChatModel {
  private static final int SHOWN = 120;

  private final Address address;
  private final Server server;
  private boolean knowsForms = true;

  HostedModel(Address address, Server server) {
    this.address = address;
    this.server = server;
  }

  /// Asks nothing yet.
  ///
  /// @param environment with the server's key, if it wants one ([Service#variable]), and
  ///   `AFINA_OFFLINE`
  /// @throws Refused if the key cannot or must not be sent there, or nothing may be asked
  public static HostedModel open(Address address, Map<String, String> environment) {
    return open(address, environment, Patience.USUAL);
  }

  static HostedModel open(Address address, Map<String, String> environment, Patience patience) {
    return new HostedModel(address, Server.open(address, environment, patience));
  }

  @Override
  public Reply reply(List<Message> messages, Sampling sampling, Predicate<String> piece) {
    ChatRequest request = ChatRequest.of(address, messages, sampling);
    Reply reply = read(knowsForms ? formed(request) : server.ask(request.withoutForm()));
    // Nothing is left to be stopped.
    var _ = piece.test(reply.text());
    return reply;
  }

  /// Whether a form is understood shows when it is asked for.
  private String formed(ChatRequest request) {
    try {
      return server.ask(request);
    } catch (Refused refused) {
      if (request.form() == null || !isAboutForms(refused)) throw refused;
      knowsForms = false;
      return server.ask(request.withoutForm());
    }
  }

  private static boolean isAboutForms(Refused refused) {
    return refused.facts().getFirst() instanceof HostedProblem.Declined declined
        && declined.said().contains("response_format");
  }

  private Reply read(String body) {
    try {
      return Json.parse(body, ChatCompletion.class).reply().orElseThrow(() -> noAnswer(body));
    } catch (JacksonException e) {
      throw noAnswer(body);
    }
  }

  private Refused noAnswer(String body) {
    String start = body.lines().findFirst().orElse("").strip();
    return new Refused(
        new HostedProblem.BadAnswer(
            address.server().toString(),
            start.length() > SHOWN ? start.substring(0, SHOWN) + "…" : start));
  }

  @Override
  public void close() {
    server.close();
  }
}
