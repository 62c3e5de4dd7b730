package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.model.Architecture;
import dev.afina.model.Base;
import dev.afina.tokenizer.ChatTokenizer;
import dev.afina.tokenizer.Tokenizer;
import dev.afina.training.MemoryNeed;
import dev.afina.training.Numerics;
import dev.afina.training.Recipe;
import dev.afina.training.local.AnsweringNeed;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What a base is, and what it needs.
@Command(name = "show")
final class ModelsShowCommand extends Verb {
  private static final int CONVERSATIONS = Recipe.usual().batch().size();
  private static final int TOKENS = 256;

  @Parameters(paramLabel = "${bundle:label.base}", descriptionKey = "param.model")
  String name;

  @SuppressWarnings("NullAway.Init") // picocli refuses a call without a name
  ModelsShowCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    Base base = call.models().here(name);
    Architecture shape = base.architecture();
    Numerics numerics = call.engine().machine().numerics();
    long parameters = shape.parameters();
    long training = training(shape, numerics);
    long answering = AnsweringNeed.of(shape, numerics).total();
    if (call.json()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", base.name());
      json.put("family", shape.family());
      json.put("parameters", parameters);
      json.put("bytes", base.bytes());
      json.put("context", shape.context());
      json.put("licence", base.licence());
      json.put("template", template(base));
      json.put("trainingBytes", training);
      json.put("answeringBytes", answering);
      json.put("digest", base.digest());
      json.put("place", base.place().toString());
      call.json(json);
      return Exit.DONE;
    }
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("screen.model.name", base.name());
    rows.put("screen.model.family", shape.family());
    rows.put("screen.model.parameters", call.texts.number(parameters));
    rows.put("screen.model.size", call.size(base.bytes()));
    rows.put("screen.model.context", call.texts.number(shape.context()));
    rows.put(
        "screen.model.licence",
        base.licence().isEmpty() ? call.word("report.made.licence.unknown") : base.licence());
    rows.put("screen.model.template", template(base));
    rows.put(
        "screen.model.training",
        about(training, numerics)
            + ", "
            + call.word("screen.model.load", "conversations", CONVERSATIONS, "tokens", TOKENS));
    rows.put("screen.model.answering", about(answering, numerics));
    rows.put("screen.model.digest", base.digest().hex());
    rows.put("screen.model.place", base.place().toString());
    int width = rows.keySet().stream().mapToInt(key -> call.word(key).length()).max().orElse(0);
    rows.forEach((key, value) -> {
      String word = call.word(key);
      call.screen.paragraph(word + " ".repeat(width + 2 - word.length()), value);
    });
    return Exit.DONE;
  }

  /// With the usual recipe, on conversations of a usual length.
  private static long training(Architecture shape, Numerics numerics) {
    MemoryNeed.Load load = new MemoryNeed.Load((long) CONVERSATIONS * TOKENS, TOKENS);
    return MemoryNeed.of(shape, Recipe.usual(), numerics, load).total();
  }

  private String about(long bytes, Numerics numerics) {
    String type = numerics.dtype().name().toLowerCase(Locale.ROOT);
    return call.word("screen.about", "size", call.size(bytes), "type", type);
  }

  /// What ends a turn in it, or why it cannot be used.
  private String template(Base base) {
    try (Tokenizer tokenizer = base.tokenizer()) {
      int end = new ChatTokenizer(tokenizer, base.template()).endOfTurn();
      return call.word("screen.template", "end", tokenizer.decode(new int[] {end}));
    } catch (Refused e) {
      return call.texts.say(e.facts().getFirst());
    }
  }
}
