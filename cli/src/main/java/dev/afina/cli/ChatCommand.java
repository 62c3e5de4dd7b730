package dev.afina.cli;

import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.model.ChatModel;
import dev.afina.model.ChatModel.Reply;
import dev.afina.model.Sampling;
import dev.afina.project.Project;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Talks with the result, and beside it with its base: line by line, from a person or a pipe.
@Command(name = "chat")
final class ChatCommand extends Verb {

  @Parameters(paramLabel = "${bundle:label.folder}", descriptionKey = "param.folder")
  Path folder;

  @Option(names = "--beside", paramLabel = "base", descriptionKey = "option.beside", order = 1)
  @Nullable String beside;

  @Option(
      names = "--temperature",
      paramLabel = "0–2",
      descriptionKey = "option.temperature",
      order = 2)
  double temperature = 0;

  @Option(names = "--max-tokens", paramLabel = "N", descriptionKey = "option.maxTokens", order = 3)
  int maxTokens = 256;

  @Option(names = "--seed", paramLabel = "N", descriptionKey = "option.seed", order = 4)
  long seed = 42;

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a folder
  ChatCommand(Call call) {
    super(call);
  }

  /// One side that answers, with all that was said to it.
  private record Talk(String name, ChatModel model, List<Message> messages) {}

  @Override
  int run() {
    check();
    Project project = call.open(folder, Map.of());
    try (ChatModel tuned = project.tuned(call.news())) {
      if (beside == null) {
        talk(List.of(talk("tuned", tuned, project)));
      } else {
        try (ChatModel base = project.base(call.news())) {
          talk(List.of(talk("base", base, project), talk("tuned", tuned, project)));
        }
      }
    }
    return Exit.DONE;
  }

  private void check() {
    if (beside != null && !beside.equals("base"))
      throw new Refused(new CliProblem.NoSuchChoice("--beside", beside, List.of("base")));
    if (!(temperature >= 0 && temperature <= 2))
      throw new Refused(new CliProblem.OutOfRange("--temperature", temperature, 0, 2));
    if (maxTokens < 1)
      throw new Refused(new CliProblem.OutOfRange("--max-tokens", maxTokens, 1, 100_000));
  }

  private static Talk talk(String name, ChatModel model, Project project) {
    List<Message> messages = new ArrayList<>();
    if (!project.system().isBlank()) messages.add(Message.system(project.system()));
    return new Talk(name, model, messages);
  }

  private void talk(List<Talk> talks) {
    if (call.mayAsk()) call.screen.paragraph("", call.word("screen.chatHello"));
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(call.outside.in(), call.outside.terminal().charset()));
    for (String line = read(lines); line != null; line = read(lines)) {
      String said = line.strip();
      if (said.equals("/exit") || said.equals("/salir")) return;
      if (said.isEmpty()) continue;
      for (Talk talk : talks) answer(talk, said, talks.size() > 1);
    }
    if (call.mayAsk()) call.screen.line();
  }

  private @Nullable String read(BufferedReader lines) {
    if (call.mayAsk()) call.screen.piece("> ");
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(Talk talk, String said, boolean named) {
    talk.messages().add(Message.user(said));
    Sampling sampling = new Sampling(temperature, maxTokens, seed);
    if (named && !call.json()) {
      String name = call.word("screen.side." + talk.name());
      call.screen.piece(call.screen.styled(Screen.Style.DIM, name + "  "));
    }
    Reply reply =
        talk.model()
            .reply(
                List.copyOf(talk.messages()),
                sampling,
                piece -> {
                  if (!call.json()) call.screen.piece(piece);
                  return true;
                });
    talk.messages().add(Message.assistant(reply.text()));
    if (call.json()) {
      call.json(Map.of("model", talk.name(), "reply", reply.text(), "finished", reply.finished()));
    } else {
      call.screen.line(reply.finished() ? "" : "…");
    }
  }
}
