package dev.afina.cli;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.dataset.check.Provider;
import dev.afina.dataset.cost.Estimate;
import dev.afina.model.Base;
import dev.afina.model.Models;
import dev.afina.model.Surroundings;
import dev.afina.project.Project;
import dev.afina.tokenizer.ChatTemplate;
import dev.afina.tokenizer.Example;
import dev.afina.tokenizer.OpenAiTokens;
import dev.afina.tokenizer.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows conversations as the model reads them, and in them what it learns.
@Command(name = "tokens")
final class DataTokensCommand extends Verb {

  @Parameters(paramLabel = "${bundle:label.folderOrFile}", descriptionKey = "param.folderOrFile")
  Path place;

  @Option(names = "--show", paramLabel = "N", descriptionKey = "option.show", order = 1)
  int show = 3;

  @Option(
      names = "--base",
      paramLabel = "${bundle:label.base}",
      descriptionKey = "option.base",
      order = 2)
  @Nullable String base;

  @Option(names = "--for", paramLabel = "openai|azure", descriptionKey = "option.for", order = 5)
  Provider provider = Provider.OPENAI;

  @Mixin Money money = new Money();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a place
  DataTokensCommand(Call call) {
    super(call);
  }

  /// What is read, and by whom.
  private record Data(List<Conversation> conversations, Base base) {}

  @Override
  int run() {
    if (show < 0) throw new Refused(new CliProblem.OutOfRange("--show", show, 0, 100_000));
    if (money.isAsked()) return price();
    Data data = data();
    List<Example> examples = new ArrayList<>();
    ChatTemplate template = data.base().template();
    try (Tokenizer tokenizer = data.base().tokenizer()) {
      for (Conversation conversation : data.conversations()) {
        Example example = Example.of(conversation, tokenizer, template);
        examples.add(example);
        if (examples.size() <= show) draw(examples.size(), example, tokenizer);
      }
    }
    sum(examples, data.base());
    return Exit.DONE;
  }

  /// What learning them costs at a provider, by the count of its own model, and until when it is
  /// possible.
  private int price() {
    List<Conversation> all = Json.readLines(file(), Conversation.class);
    OpenAiTokens tokens = money.tokens();
    int[] counts = all.stream().mapToInt(tokens::count).sorted().toArray();
    long total = Arrays.stream(counts).asLongStream().sum();
    Optional<Estimate> cost = money.estimate(total, all.size(), provider, call);
    Estimate estimate = cost.orElseThrow();
    if (call.json()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("conversations", all.size());
      json.put("tokens", total);
      json.put("longest", counts.length == 0 ? 0 : counts[counts.length - 1]);
      json.put("epochs", estimate.epochs());
      json.put("billed", estimate.billed());
      json.put("cost", estimate.notes().stream().map(FactJson::event).toList());
      call.json(json);
    } else {
      estimate.notes().forEach(note -> call.screen.paragraph("", call.texts.say(note)));
    }
    return money.blocks(cost) ? Exit.REFUSED : Exit.DONE;
  }

  private Path file() {
    return Files.isDirectory(place) ? call.open(place, Map.of()).files().training() : place;
  }

  private Data data() {
    if (!Files.isDirectory(place))
      return new Data(
          Json.readLines(place, Conversation.class),
          new Models(Surroundings.of(call.outside.environment()))
              .resolve(Objects.requireNonNullElse(base, Models.DEFAULT), call.news()));
    Map<String, String> options = base == null ? Map.of() : Map.of("base", base);
    Project project = call.open(place, options);
    return new Data(
        Json.readLines(project.files().training(), Conversation.class),
        project.wantedBase(call.news()));
  }

  /// A stretch of tokens that all are learned, or are not.
  private record Piece(String text, boolean learned) {}

  private static List<Piece> pieces(Example example, Tokenizer tokenizer) {
    List<Piece> pieces = new ArrayList<>();
    boolean[] learned = example.learned();
    for (int from = 0, to; from < learned.length; from = to) {
      to = from + 1;
      while (to < learned.length && learned[to] == learned[from]) to++;
      int[] ids = Arrays.copyOfRange(example.ids(), from, to);
      pieces.add(new Piece(tokenizer.decode(ids), learned[from]));
    }
    return pieces;
  }

  private void draw(int number, Example example, Tokenizer tokenizer) {
    List<Piece> pieces = pieces(example, tokenizer);
    if (call.json()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("conversation", number);
      json.put("tokens", example.ids().length);
      json.put("learned", example.learnedTokens());
      json.put("pieces", pieces);
      call.json(json);
      return;
    }
    String head =
        call.word(
            "screen.tokensOfOne",
            "number",
            number,
            "tokens",
            example.ids().length,
            "learned",
            example.learnedTokens());
    call.screen.line(call.screen.styled(Screen.Style.BOLD, head));
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces)
      text.append(piece.learned() ? call.screen.marked(piece.text()) : piece.text());
    call.screen.line(text.toString());
    call.screen.line();
  }

  private void sum(List<Example> examples, Base base) {
    long tokens = examples.stream().mapToLong(example -> example.ids().length).sum();
    long learned = examples.stream().mapToLong(Example::learnedTokens).sum();
    int longest = examples.stream().mapToInt(example -> example.ids().length).max().orElse(0);
    if (call.json()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("base", base.name());
      json.put("conversations", examples.size());
      json.put("tokens", tokens);
      json.put("learned", learned);
      json.put("longest", longest);
      call.json(json);
      return;
    }
    call.screen.paragraph(
        "",
        call.word(
            "screen.tokensOfAll",
            "conversations",
            examples.size(),
            "tokens",
            tokens,
            "learned",
            learned,
            "longest",
            longest,
            "base",
            base.name()));
  }
}
