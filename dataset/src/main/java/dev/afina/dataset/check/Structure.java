package dev.afina.dataset.check;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Role;
import dev.afina.dataset.check.QualityProblem.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form of one conversation: who speaks when, what is empty, cut or no text.
///
/// @param texts answers are sentences; a label («devolver») cannot be cut off
public record Structure(boolean texts) implements EachCheck {

  /// The marks of the usual models' chat templates and training, as text never meant.
  static final Pattern TOKENS =
      Pattern.compile(
          "<\\|(?:im_start|im_end|im_sep|endoftext|endofprompt|fim_prefix|fim_middle|fim_suffix|begin_of_text"
              + "|end_of_text|start_header_id|end_header_id|eot_id|eom_id|user|assistant|system|end)\\|>"
              + "|<start_of_turn>|<end_of_turn>|\\[/?INST]|<<SYS>>|<</SYS>>|</?s>");

  /// After these a sentence goes on.
  private static final Set<String> GOES_ON =
      Set.of(
          "y", "o", "e", "u", "que", "de", "del", "la", "el", "los", "las", "un", "una", "con",
          "para", "por", "en", "su", "sus", "tu", "mi", "al", "pero", "porque", "si", "como", "the",
          "a", "an", "of", "to", "and", "or", "with", "for", "in", "your", "our", "but", "because",
          "if", "is", "are");

  private static final int LONG_ANSWER = 12;

  @Override
  public void check(Looked one, Consumer<Finding> findings) {
    Conversation conversation = one.value();
    List<Message> messages = conversation.messages();
    Turns turns = new Turns(one, findings);
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      turns.next(message, i + 1);
      emptiness(one, message, i + 1, findings);
      Matcher token = token(message.content());
      if (token != null)
        findings.accept(
            Finding.of(
                    new QualityProblem.ForbiddenToken(one.file(), one.line(), i + 1, token.group()))
                .code(ProviderRules.FORMAT)
                .rewrite(conversation, Structure::clean));
      if (texts && message.isLearned() && isCut(message.content()))
        findings.accept(
            Finding.of(
                new QualityProblem.CutAnswer(
                    one.file(), one.line(), i + 1, end(message.content()))));
    }
    last(one, findings);
  }

  private static void emptiness(
      Looked one, Message message, int number, Consumer<Finding> findings) {
    if (!message.content().isBlank() || !message.toolUse().calls().isEmpty()) return;
    if (message.role() == Role.TOOL) return; // a function may have nothing to say
    QualityProblem problem =
        message.isLearned()
            ? new QualityProblem.EmptyAnswer(one.file(), one.line(), number)
            : new QualityProblem.EmptyMessage(one.file(), one.line(), number);
    findings.accept(Finding.of(problem));
  }

  private static void last(Looked one, Consumer<Finding> findings) {
    List<Message> messages = one.value().messages();
    if (messages.stream().noneMatch(Message::isLearned)) {
      findings.accept(
          Finding.of(new QualityProblem.NothingLearned(one.file(), one.line()))
              .code(ProviderRules.FORMAT)
              .omit());
    } else if (messages.getLast().role() != Role.ASSISTANT) {
      findings.accept(
          Finding.of(new QualityProblem.NoAnswerLast(one.file(), one.line()))
              .rewrite(one.value(), Structure::cut));
    }
  }

  /// Nothing if there is none; most texts have no bracket at all.
  private static @Nullable Matcher token(String text) {
    if (text.indexOf('<') < 0 && text.indexOf('[') < 0) return null;
    Matcher matcher = TOKENS.matcher(text);
    return matcher.find() ? matcher : null;
  }

  /// The conversation up to its last answer.
  private static Conversation cut(Conversation conversation) {
    List<Message> messages = conversation.messages();
    int end = messages.size();
    while (messages.get(end - 1).role() != Role.ASSISTANT) end--;
    return conversation.withMessages(messages.subList(0, end));
  }

  /// The conversation without marks.
  private static Conversation clean(Conversation conversation) {
    return conversation.withMessages(
        conversation.messages().stream()
            .map(message -> message.withContent(TOKENS.matcher(message.content()).replaceAll("")))
            .toList());
  }

  /// A long answer that ends without a mark after a word that wants another, or within a word's
  /// hyphen, a comma or an opened block.
  static boolean isCut(String answer) {
    String text = answer.strip();
    if (text.isEmpty()) return false;
    char end = text.charAt(text.length() - 1);
    if (",-(:;«“¿¡".indexOf(end) >= 0) return true;
    if (text.indexOf("```") >= 0 && text.split("```", -1).length % 2 == 0) return true;
    if (!Character.isLetter(end)) return false;
    int last = text.length();
    while (last > 0 && !isSpace(text.charAt(last - 1))) last--;
    if (GOES_ON.contains(text.substring(last))) return true;
    // Whoever ends sentences with a point, and the last of many without, did not end it.
    int words = 1;
    boolean ended = false;
    for (int i = 1; i < text.length(); i++) {
      if (!isSpace(text.charAt(i))) continue;
      char before = text.charAt(i - 1);
      if (!isSpace(before)) words++;
      ended |= ".!?…".indexOf(before) >= 0;
    }
    return words >= LONG_ANSWER && ended;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  private static String end(String answer) {
    String text = answer.strip();
    return text.length() <= 30 ? text : "…" + text.substring(text.length() - 30);
  }

  /// Follows who speaks.
  private static final class Turns {
    private final Looked one;
    private final Consumer<Finding> findings;
    private @Nullable Role before;
    private boolean told;

    Turns(Looked one, Consumer<Finding> findings) {
      this.one = one;
      this.findings = findings;
    }

    void next(Message message, int number) {
      Role role = message.role();
      Turn odd =
          switch (role) {
            case SYSTEM -> number > 1 ? Turn.SYSTEM_LATE : null;
            case USER -> before == Role.USER ? Turn.USER_TWICE : null;
            case ASSISTANT ->
                before == null || before == Role.SYSTEM
                    ? Turn.ASSISTANT_FIRST
                    : before == Role.ASSISTANT ? Turn.ASSISTANT_TWICE : null;
            case TOOL -> null;
          };
      before = role;
      if (odd == null || told) return;
      told = true;
      Finding finding =
          Finding.of(new QualityProblem.RoleOrder(one.file(), one.line(), number, odd));
      boolean joins = odd == Turn.USER_TWICE || odd == Turn.ASSISTANT_TWICE;
      findings.accept(joins ? finding.rewrite(one.value(), Turns::joined) : finding);
    }

    /// What one side says in several messages, in one.
    private static Conversation joined(Conversation conversation) {
      List<Message> joined = new ArrayList<>();
      for (Message message : conversation.messages()) {
        Message last = joined.isEmpty() ? null : joined.getLast();
        boolean plain = message.toolUse().calls().isEmpty() && message.role() != Role.TOOL;
        if (last != null
            && plain
            && last.role() == message.role()
            && last.toolUse().calls().isEmpty()
            && last.isLearned() == message.isLearned())
          joined.set(
              joined.size() - 1, last.withContent(last.content() + "\n" + message.content()));
        else joined.add(message);
      }
      return conversation.withMessages(joined);
    }
  }
}
