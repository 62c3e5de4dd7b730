package dev.afina.tokenizer;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.core.Role;
import java.util.Arrays;
import java.util.List;

/// A conversation as a model learns it: token ids, and for each whether it is learned. Only what
/// the assistant says, with the end of its turn, is learned; system and user text is context.
///
/// @param ids tokens of the whole conversation up to the end of the last answer
/// @param learned same length; `true` where predicting this token counts
public record Example(int[] ids, boolean[] learned) {

  public Example {
    if (ids.length != learned.length)
      throw new IllegalArgumentException(ids.length + " tokens but " + learned.length + " marks");
  }

  /// Tokenises turn by turn, so that an answer's tokens are the same whether the model is trained
  /// on them, scored on them or makes them. A later turn never changes the tokens of an earlier
  /// one.
  ///
  /// @throws Refused if the template writes earlier turns differently once later ones follow
  public static Example of(Conversation conversation, Tokenizer tokenizer, ChatTemplate template) {
    List<Message> messages = conversation.messages();
    int[] ids = {};
    boolean[] learned = {};
    String before = "";
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).role() != Role.ASSISTANT) continue;
      String prompt = template.render(messages.subList(0, i), true);
      if (!prompt.startsWith(before))
        throw new Refused(new TokenizerProblem.TemplateRewrites(i + 1));
      String answer = messages.get(i).content() + template.endOfTurn();
      int[] context = tokenizer.encode(prompt.substring(before.length()));
      int[] said = tokenizer.encode(answer);
      int start = ids.length;
      ids = concat(ids, concat(context, said));
      learned = Arrays.copyOf(learned, ids.length);
      Arrays.fill(learned, start + context.length, ids.length, true);
      before = prompt + answer;
    }
    return new Example(ids, learned);
  }

  /// How many tokens are learned.
  public int learnedTokens() {
    int n = 0;
    for (boolean mark : learned) if (mark) n++;
    return n;
  }

  private static int[] concat(int[] a, int[] b) {
    int[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
