package dev.afina.dataset.format;

import dev.afina.core.Conversation;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Part;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Source;
import dev.afina.dataset.format.Exchange.Turn;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Alpaca's form: `instruction` and perhaps `input` make the question, `output` is the answer;
/// `system` and `history` (pairs of question and answer, which are learned, too) as LLaMA-Factory
/// reads them.
public record AlpacaFormat() implements ConversationFormat.Writable {

  @Override
  public String word() {
    return "alpaca";
  }

  @Override
  public Stream<Reading> read(Source source) {
    return JsonItems.single(source, AlpacaFormat::read);
  }

  private static Reading read(String file, int line, JsonNode object) {
    String instruction = Fields.text(object, "instruction");
    String output = Fields.text(object, "output");
    if (instruction == null) return missing(file, line, "instruction");
    if (output == null) return missing(file, line, "output");
    List<Turn> turns = new ArrayList<>();
    JsonNode history = object.get("history");
    if (history != null)
      for (JsonNode turn : history)
        if (turn.isArray() && turn.size() == 2)
          turns.add(new Turn(turn.get(0).asString(), turn.get(1).asString()));
        else return missing(file, line, "history");
    String input = Fields.text(object, "input");
    boolean more = input != null && !input.isBlank();
    turns.add(new Turn(more ? instruction + "\n" + input : instruction, output));
    String system = Fields.text(object, "system");
    return new Reading.Good(
        line, new Conversation(Exchange.messages(system == null ? "" : system, turns)));
  }

  private static Reading missing(String file, int line, String field) {
    return new Reading.Bad(line, new DatasetProblem.MissingField(file, line, field));
  }

  @Override
  public Set<Part> carries() {
    return EnumSet.of(Part.SYSTEM, Part.TURNS);
  }

  @Override
  public Writer to(OutputStream out) {
    return JsonWriter.list(out, AlpacaFormat::form);
  }

  private static @Nullable Object form(Conversation conversation) {
    return Exchange.of(conversation).map(AlpacaFormat::form).orElse(null);
  }

  private static Object form(Exchange exchange) {
    Turn last = exchange.turns().getLast();
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("instruction", last.question());
    form.put("input", "");
    form.put("output", last.answer());
    if (!exchange.system().isEmpty()) form.put("system", exchange.system());
    if (exchange.turns().size() > 1)
      form.put(
          "history",
          exchange.turns().subList(0, exchange.turns().size() - 1).stream()
              .map(turn -> List.of(turn.question(), turn.answer()))
              .toList());
    return form;
  }
}
