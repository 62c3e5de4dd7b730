package dev.afina.tokenizer;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.core.Role;
import dev.afina.core.Tools;
import dev.afina.tokenizer.jinja.Rendered;
import dev.afina.tokenizer.jinja.Rendered.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// How a model reads conversations: its template and its tokenizer together. What is learned, what
/// is asked and what is scored all go through here, so that they are the same tokens.
///
/// A text is cut where an answer begins and where it ends, also where the tokenizer would join what
/// stands on both sides: the model makes an answer behind a prompt that ends there, so it must
/// learn it that way. Where nothing would be joined, and that is so in all usual templates, the
/// tokens are those of the whole text.
public final class ChatTokenizer {
  private final Tokenizer tokenizer;
  private final ChatTemplate template;
  private final SpecialTexts special;

  public ChatTokenizer(Tokenizer tokenizer, ChatTemplate template) {
    this.tokenizer = tokenizer;
    this.template = template;
    this.special = SpecialTexts.of(tokenizer.special());
  }

  /// The tokens of a conversation that the assistant shall go on with.
  ///
  /// @throws Refused with a [TokenizerProblem] if the template does not take it
  public int[] prompt(List<Message> messages) {
    return encode("", write(messages, Tools.NONE, true).text());
  }

  /// The tokens that all prompts with this system message begin with, as far as they can be told
  /// before there is a question.
  ///
  /// @throws Refused with a [TokenizerProblem] if the template takes no question either
  public int[] beginning(String system) {
    Message told = Message.system(system);
    try {
      String text = write(List.of(told), Tools.NONE, false).text();
      if (text.contains(special.guarded(system).strip())) return encode("", text);
    } catch (Refused wantsAQuestion) {
      // Then two are asked, and what their prompts have in common is the beginning.
    }
    int[] one = prompt(List.of(told, Message.user("a")));
    int[] other = prompt(List.of(told, Message.user("b")));
    int differ = Arrays.mismatch(one, other);
    return differ < 0 ? one : Arrays.copyOf(one, differ);
  }

  /// The tokens of an answer behind [#prompt], with its end of turn.
  public int[] answer(List<Message> question, String answer) {
    List<Message> messages = new ArrayList<>(question);
    messages.add(Message.assistant(answer));
    Rendered written = write(messages, Tools.NONE, false);
    Answer last = answers(messages, Tools.NONE, written).getLast();
    String text = written.text();
    String before = text.substring(0, last.span().start());
    return encode(before, text.substring(last.span().start(), last.span().end()));
  }

  /// The token that ends an answer, by which generation stops: what the template writes behind one,
  /// or else the end of text.
  ///
  /// @throws Refused with [TokenizerProblem.NoEndOfTurn] if there is neither
  public int endOfTurn() {
    String name = "";
    try {
      List<Message> probe = List.of(Message.user("a"), Message.assistant("b"));
      Rendered written = write(probe, Tools.NONE, false);
      Span span = answers(probe, Tools.NONE, written).getLast().span();
      String text = written.text();
      name = special.first(text, text.lastIndexOf('b', span.end()) + 1, span.end());
    } catch (Refused saysNothingAboutIt) {
      // The end of text is left.
    }
    if (name.isEmpty() && template.endOfText() != null) name = template.endOfText();
    int[] ids = tokenizer.encode(name);
    if (ids.length != 1) throw new Refused(new TokenizerProblem.NoEndOfTurn(name));
    return ids[0];
  }

  /// A conversation as it is learned: answers with weight 1 up to the end of their turn, those that
  /// say `"weight": 0` not at all, and what others say with the prompt's weight. A system prompt at
  /// the beginning and what the template puts between are the same everywhere and count nothing.
  /// What stands behind the last answer teaches nothing and is left out.
  ///
  /// @param promptWeight 0: only answers are learned
  /// @throws Refused if the template does not take the conversation, or writes earlier turns
  ///   differently once later ones follow
  public Example example(Conversation conversation, double promptWeight) {
    List<Message> messages = conversation.messages();
    Tools tools = conversation.tools();
    if (messages.stream().noneMatch(message -> message.role() == Role.ASSISTANT))
      return new Example(new int[0], new float[0]);
    Rendered written = write(messages, tools, false);
    Building building = new Building(written.text());
    for (Answer answer : answers(messages, tools, written)) {
      building.upTo(answer.span().start(), 0);
      building.upTo(answer.span().end(), answer.learned() ? 1 : 0);
    }
    if (promptWeight > 0)
      for (Span span : asked(messages, written.text())) building.count(span, promptWeight);
    return building.example();
  }

  /// What others than the assistant say, where it stands as they said it; a system prompt at the
  /// beginning is not among it.
  private List<Span> asked(List<Message> messages, String text) {
    List<Span> asked = new ArrayList<>();
    int at = 0;
    for (Message message : messages) {
      String words = special.guarded(message.content()).strip();
      int from = text.indexOf(words, at);
      if (from < 0) continue;
      at = from + words.length();
      boolean beginning = message.role() == Role.SYSTEM && message == messages.getFirst();
      if (message.role() != Role.ASSISTANT && !beginning) asked.add(new Span(from, at));
    }
    return asked;
  }

  /// What the template makes of a conversation, with guards.
  private Rendered write(List<Message> messages, Tools tools, boolean open) {
    List<Message> guarded =
        messages.stream()
            .map(message -> message.withContent(special.guarded(message.content())))
            .toList();
    return template.write(guarded, tools, open);
  }

  /// @param span in the written text, with the end of turn
  private record Answer(Span span, boolean learned) {}

  /// Where the answers are: as the template marks them, or else between what is written before an
  /// answer and the special token behind it.
  private List<Answer> answers(List<Message> messages, Tools tools, Rendered written) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++)
      if (messages.get(i).role() == Role.ASSISTANT) places.add(i);
    boolean oneEach = written.said().size() == places.size();
    List<Answer> answers = new ArrayList<>();
    for (int n = 0; n < places.size(); n++) {
      Span span =
          oneEach ? written.said().get(n) : found(messages, tools, places.get(n), written.text());
      answers.add(new Answer(span, messages.get(places.get(n)).isLearned()));
    }
    return answers;
  }

  private Span found(List<Message> messages, Tools tools, int place, String text) {
    int start = start(messages, tools, place, text);
    String until = write(messages.subList(0, place + 1), tools, false).text();
    int limit = text.startsWith(until) ? until.length() : text.length();
    String content = special.guarded(messages.get(place).content()).strip();
    int at = text.indexOf(content, start);
    int end = at < 0 || at + content.length() > limit ? start : at + content.length();
    String token = special.first(text, end, limit);
    return token.isEmpty()
        ? new Span(
            start, Math.max(end, start + text.substring(start, limit).stripTrailing().length()))
        : new Span(start, text.indexOf(token, end) + token.length());
  }

  /// Where the answer at `place` begins: where the prompt for it ends, or, if the prompt has more
  /// than the conversation shows afterwards, where they part.
  private int start(List<Message> messages, Tools tools, int place, String text) {
    List<Message> before = messages.subList(0, place);
    String prompt = write(before, tools, true).text();
    if (text.startsWith(prompt)) return prompt.length();
    String closed = write(before, tools, false).text();
    if (!text.startsWith(closed))
      throw new Refused(new TokenizerProblem.TemplateRewrites(place + 1));
    int same = closed.length();
    while (same < Math.min(text.length(), prompt.length())
        && text.charAt(same) == prompt.charAt(same)) same++;
    return same;
  }

  /// Tokens and weights, stretch by stretch.
  private final class Building {
    private final String text;
    private int at;
    private int[] ids = {};
    private float[] weights = {};

    /// How many tokens end with each stretch.
    private final NavigableMap<Integer, Integer> ends = new TreeMap<>(Map.of(0, 0));

    Building(String text) {
      this.text = text;
    }

    void upTo(int end, double weight) {
      if (end <= at) return;
      int[] more = encode(text.substring(0, at), text.substring(at, end));
      at = end;
      int length = ids.length;
      ids = Arrays.copyOf(ids, length + more.length);
      System.arraycopy(more, 0, ids, length, more.length);
      weights = Arrays.copyOf(weights, ids.length);
      Arrays.fill(weights, length, ids.length, (float) weight);
      ends.put(at, ids.length);
      // Nothing stands before the first token that could predict it.
      if (length == 0 && ids.length > 0) weights[0] = 0;
    }

    /// The tokens of a stretch that is there already count so much.
    void count(Span span, double weight) {
      int to = Math.min(tokensUpTo(span.end()), weights.length);
      for (int i = Math.max(1, tokensUpTo(span.start())); i < to; i++) weights[i] = (float) weight;
    }

    private int tokensUpTo(int end) {
      var stretch = ends.floorEntry(end);
      int from = stretch.getKey();
      return stretch.getValue() + encode(text.substring(0, from), text.substring(from, end)).length;
    }

    Example example() {
      int length = ids.length;
      while (length > 0 && weights[length - 1] == 0) length--;
      return new Example(Arrays.copyOf(ids, length), Arrays.copyOf(weights, length));
    }
  }

  /// The tokens of `text` where it stands behind `before`.
  private int[] encode(String before, String text) {
    String left = SpecialTexts.parts(before).getLast();
    int[] ids = {};
    for (String part : SpecialTexts.parts(text)) {
      int[] more = behind(end(left), part);
      int length = ids.length;
      ids = Arrays.copyOf(ids, length + more.length);
      System.arraycopy(more, 0, ids, length, more.length);
      left = part;
    }
    return ids;
  }

  /// More than any token is long.
  private static final int LOOK_BACK = 200;

  /// What may have a say in the tokens behind a text: nothing joins over a special token.
  private String end(String text) {
    String end = text.substring(Math.max(0, text.length() - LOOK_BACK));
    return end.substring(special.last(end));
  }

  /// Some tokenizers put a space in front of a text; what goes on must not get another. So `part`
  /// is read together with what stands before it, and if the two join, with a line end.
  private int[] behind(String before, String part) {
    if (before.isEmpty()) return tokenizer.encode(part);
    for (String left : List.of(before, "\n")) {
      int[] alone = tokenizer.encode(left);
      int[] both = tokenizer.encode(left + part);
      boolean apart =
          both.length >= alone.length
              && Arrays.equals(both, 0, alone.length, alone, 0, alone.length);
      if (apart) return Arrays.copyOfRange(both, alone.length, both.length);
    }
    return tokenizer.encode(part);
  }
}
