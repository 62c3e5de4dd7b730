package dev.afina.cli;

import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.core.Role;
import dev.afina.model.Base;
import dev.afina.model.ChatModel;
import dev.afina.model.ChatModel.Reply;
import dev.afina.model.ChatModel.TokenChance;
import dev.afina.model.PeftAdapter;
import dev.afina.model.Sampling;
import dev.afina.project.Project;
import dev.afina.training.Numerics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Talks with the result, and beside it with its base, or with any base: line by line, from a
/// person or a pipe.
@Command(name = "chat")
final class ChatCommand extends Verb {

  @Parameters(
      arity = "0..1",
      paramLabel = "${bundle:label.folder}",
      descriptionKey = "param.folder")
  @Nullable Path folder;

  @Option(
      names = "--base",
      paramLabel = "${bundle:label.base}",
      descriptionKey = "option.chatBase",
      order = 0)
  @Nullable String base;

  @Option(names = "--beside", paramLabel = "base", descriptionKey = "option.beside", order = 1)
  @Nullable String beside;

  @Option(
      names = "--adapter",
      paramLabel = "${bundle:label.folder}",
      descriptionKey = "option.adapter",
      order = 2)
  @Nullable Path adapter;

  @Mixin SamplingOptions sampling = new SamplingOptions();

  ChatCommand(Call call) {
    super(call);
  }

  /// One side that answers, with all that was said to it.
  private record Talk(String name, ChatModel model, List<Message> messages) {

    /// Begins anew; the system prompt stays.
    void forget() {
      messages.removeIf(message -> message.role() != Role.SYSTEM);
    }
  }

  @Override
  int run() {
    if (beside != null && !beside.equals("base"))
      throw new Refused(new CliProblem.NoSuchChoice("--beside", beside, List.of("base")));
    Sampling how = sampling.read();
    if (folder != null && base == null) talk(call.open(folder, Map.of()), how);
    else if (base != null && folder == null) talk(call.models().resolve(base, call.news()), how);
    else throw new Refused(new CliProblem.FolderOrBase());
    return Exit.DONE;
  }

  private void talk(Project project, Sampling how) {
    talk(
        "tuned",
        project.system(),
        () -> adapter == null ? project.tuned(call.news()) : project.with(adapter, call.news()),
        () -> project.base(call.news()),
        how);
  }

  private void talk(Base chosen, Sampling how) {
    if (adapter != null) PeftAdapter.in(adapter).check(chosen.architecture());
    Numerics numerics = call.workshop.numerics();
    talk(
        adapter == null ? "base" : "tuned",
        "",
        () -> call.workshop.open(chosen.place(), adapter, numerics),
        () -> call.workshop.open(chosen.place(), null, numerics),
        how);
  }

  /// With one model, or with the base beside it.
  private void talk(
      String name,
      String system,
      Supplier<ChatModel> chosen,
      Supplier<ChatModel> untrained,
      Sampling how) {
    try (ChatModel model = chosen.get()) {
      Talk talk = talk(name, model, system);
      if (beside == null || name.equals("base")) {
        talk(List.of(talk), how);
        return;
      }
      try (ChatModel base = untrained.get()) {
        talk(List.of(talk("base", base, system), talk), how);
      }
    }
  }

  private static Talk talk(String name, ChatModel model, String system) {
    List<Message> messages = new ArrayList<>();
    if (!system.isBlank()) messages.add(Message.system(system));
    return new Talk(name, model, messages);
  }

  private void talk(List<Talk> talks, Sampling how) {
    if (call.mayAsk()) call.screen.paragraph("", call.word("screen.chatHello"));
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(call.outside.in(), call.outside.terminal().charset()));
    for (String line = read(lines); line != null; line = read(lines)) {
      String said = line.strip();
      if (said.equals("/exit") || said.equals("/salir")) return;
      if (said.isEmpty()) continue;
      if (said.equals("/new") || said.equals("/nueva")) {
        talks.forEach(Talk::forget);
        continue;
      }
      for (Talk talk : talks) answer(talk, said, how, talks.size() > 1);
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

  private void answer(Talk talk, String said, Sampling how, boolean named) {
    talk.messages().add(Message.user(said));
    if (named && !call.json()) {
      String name = call.word("screen.side." + talk.name());
      call.screen.piece(call.screen.styled(Screen.Style.DIM, name + "  "));
    }
    Reply reply =
        talk.model()
            .reply(
                List.copyOf(talk.messages()),
                how,
                piece -> {
                  if (!call.json()) call.screen.piece(piece);
                  return true;
                });
    talk.messages().add(Message.assistant(reply.text()));
    if (call.json()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("model", talk.name());
      json.put("reply", reply.text());
      json.put("finished", reply.finished());
      if (how.alternatives() >= 0) json.put("logprobs", reply.chances());
      call.json(json);
    } else {
      call.screen.line(reply.finished() ? "" : "…");
      for (TokenChance token : reply.chances()) chance(token);
    }
  }

  /// A token, its probability, and the likeliest tokens in its place.
  private void chance(TokenChance token) {
    String others = token.alternatives().stream().map(this::told).collect(Collectors.joining("  "));
    call.screen.line("   " + told(token) + (others.isEmpty() ? "" : "   | " + others));
  }

  private String told(TokenChance token) {
    String text = token.token().replace("\n", "\\n");
    return "“" + text + "” " + call.texts.percent(Math.exp(token.logProbability()), 1);
  }
}
