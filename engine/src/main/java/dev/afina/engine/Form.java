package dev.afina.engine;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.model.ModelProblem;
import dev.afina.model.Sampling;
import dev.afina.model.json.JsonSchema;
import dev.afina.model.json.JsonText;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Keeps an answer to a JSON schema: before each token, says which may come. An answer is always
/// whole, because a token may only come if what must follow it still fits.
final class Form {
  private static final int KEPT = 64;

  private final TokenTexts tokens;
  private final Set<Integer> ends;
  private final Map<JsonText, Choice> choices = new LinkedHashMap<>(16, 0.75f, true);
  private JsonText text;

  /// @param allowed tokens that may come next
  /// @param most characters that any of them leaves to be written at the least
  private record Choice(BitSet allowed, long most) {}

  /// @throws Refused if the form does not fit in the answer
  Form(Sampling.End end, TokenTexts tokens, Set<Integer> ends) {
    this.tokens = tokens;
    this.ends = ends;
    this.text = JsonSchema.of(Json.tree(end.schema()));
    long needed = text.least() + 1; // the end is a token, too
    if (needed > end.maxTokens())
      throw new Refused(new ModelProblem.TooShortForSchema(end.maxTokens(), needed));
  }

  /// Takes away what may not come.
  ///
  /// @param left tokens that may still be said
  void narrow(float[] scores, int left) {
    Choice choice = choices.get(text);
    if (choice == null) {
      choice = choice(Long.MAX_VALUE);
      choices.put(text, choice);
      if (choices.size() > KEPT) choices.remove(choices.keySet().iterator().next());
    }
    // This token, what it leaves at a token a character, and the end.
    long room = left - 2L;
    if (choice.most > room) choice = choice(room);
    for (int id = 0; id < scores.length; id++)
      if (!choice.allowed.get(id)) scores[id] = Float.NEGATIVE_INFINITY;
  }

  void say(int token) {
    for (char c : tokens.of(token).toCharArray()) text = text.and(c);
  }

  /// @param room characters that may be left to be written
  private Choice choice(long room) {
    BitSet allowed = tokens.none();
    long most = walk(tokens.root(), text, room, allowed);
    if (text.mayEnd()) ends.forEach(allowed::set);
    return new Choice(allowed, most);
  }

  private static long walk(TokenTexts.Node node, JsonText text, long room, BitSet allowed) {
    long most = 0;
    long least = text.least();
    if (!node.tokens().isEmpty() && least <= room) {
      node.tokens().forEach(allowed::set);
      most = least;
    }
    for (Map.Entry<Character, TokenTexts.Node> next : node.next().entrySet()) {
      JsonText longer = text.and(next.getKey());
      if (longer.isPossible()) most = Math.max(most, walk(next.getValue(), longer, room, allowed));
    }
    return most;
  }
}
