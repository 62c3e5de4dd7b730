package dev.afina.cli;

import dev.afina.core.Conversation;
import dev.afina.core.Refused;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Reading;
import dev.afina.dataset.check.Provider;
import dev.afina.dataset.cost.Estimate;
import dev.afina.dataset.format.Batched;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows conversations as the model reads them, and in them what it learns.
@Command(name = "tokens")
final class DataTokensCommand extends Verb {

  @Parameters(paramLabel = "${bundle:label.folderOrFile}", descriptionKey = "param.folderOrFile")
  String place;

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

  @Mixin ImportChoices choices = new ImportChoices();

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a place
  DataTokensCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    if (show < 0) throw new Refused(new CliProblem.OutOfRange("--show", show, 0, 100_000));
    Path path = Path.of(place);
    Map<String, String> options = base == null ? Map.of() : Map.of("base", base);
    Project project = Files.isDirectory(path) ? call.open(path, options) : null;
    String file = project == null ? place : project.files().training().toString();
    try (DataFile data = DataFile.of(file, choices, call)) {
      if (money.isAsked()) return price(data);
      return learn(data, project == null ? base() : project.wantedBase(call.news()));
    }
  }

  private Base base() {
    return new Models(Surroundings.of(call.outside.environment()))
        .resolve(Objects.requireNonNullElse(base, Models.DEFAULT), call.news());
  }

  /// What all conversations are together.
  private static final class Sum {
    int conversations;
    long tokens;
    long learned;
    int longest;

    void add(int tokens, int learned) {
      conversations++;
      this.tokens += tokens;
      this.learned += learned;
      longest = Math.max(longest, tokens);
    }
  }

  private int learn(DataFile data, Base base) {
    Telling telling = new Telling(call, false);
    Sum sum = new Sum();
    ChatTemplate template = base.template();
    try (Tokenizer tokenizer = base.tokenizer()) {
      each(
          data,
          telling,
          conversation -> Example.of(conversation, tokenizer, template),
          example -> {
            sum.add(example.ids().length, example.learnedTokens());
            if (sum.conversations <= show) draw(sum.conversations, example, tokenizer);
          });
    }
    telling.end();
    tell(sum, base);
    return telling.exit();
  }

  /// What learning them costs at a provider, by the count of its own model, and until when it is
  /// possible.
  private int price(DataFile data) {
    Telling telling = new Telling(call, false);
    Sum sum = new Sum();
    OpenAiTokens tokens = money.tokens();
    each(
        data,
        telling,
        tokens::count,
        count -> {
          sum.add(count, 0);
          if (sum.conversations <= show) draw(sum.conversations, count);
        });
    telling.end();
    Optional<Estimate> cost = money.estimate(sum.tokens, sum.conversations, provider, call);
    Estimate estimate = cost.orElseThrow();
    if (call.json()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("conversations", sum.conversations);
      json.put("tokens", sum.tokens);
      json.put("longest", sum.longest);
      json.put("epochs", estimate.epochs());
      json.put("billed", estimate.billed());
      json.put("cost", estimate.notes().stream().map(FactJson::event).toList());
      call.json(json);
    } else {
      estimate.notes().forEach(note -> call.screen.paragraph("", call.texts.say(note)));
    }
    return money.blocks(cost) ? Exit.REFUSED : telling.exit();
  }

  /// Counts on all cores and tells in order; some conversations are in memory at a time.
  private static <T> void each(
      DataFile data, Telling telling, Function<Conversation, T> count, Consumer<T> tell) {
    try (Stream<Counted<T>> all =
        Batched.map(
            data.readings(),
            DataTokensCommand::letters,
            reading ->
                new Counted<>(
                    reading.told(),
                    reading instanceof Reading.Good good
                        ? count.apply(good.conversation())
                        : null))) {
      all.forEach(one -> {
        one.told().forEach(telling::finding);
        T counted = one.count();
        if (counted != null) tell.accept(counted);
      });
    }
  }

  /// @param count nothing where a conversation could not be read
  private record Counted<T>(List<DatasetProblem> told, @Nullable T count) {}

  private static int letters(Reading reading) {
    return reading instanceof Reading.Good good
        ? good.conversation().messages().stream().mapToInt(one -> one.content().length()).sum()
        : 0;
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

  private record One(int conversation, int tokens) {}

  private void draw(int number, int tokens) {
    if (call.json()) call.json(new One(number, tokens));
    else call.screen.line(call.word("screen.tokensOfCounted", "number", number, "tokens", tokens));
  }

  private void tell(Sum sum, Base base) {
    if (call.json()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("base", base.name());
      json.put("conversations", sum.conversations);
      json.put("tokens", sum.tokens);
      json.put("learned", sum.learned);
      json.put("longest", sum.longest);
      call.json(json);
      return;
    }
    call.screen.paragraph(
        "",
        call.word(
            "screen.tokensOfAll",
            "conversations",
            sum.conversations,
            "tokens",
            sum.tokens,
            "learned",
            sum.learned,
            "longest",
            sum.longest,
            "base",
            base.name()));
  }
}
