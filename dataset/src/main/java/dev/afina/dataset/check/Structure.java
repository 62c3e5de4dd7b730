package dev.afina.dataset.check;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Role;
import dev.afina.dataset.Located;
import dev.afina.dataset.check.QualityProblem.Turn;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The form of one conversation: who speaks when, what is empty, cut or not meant to be text.
///
/// @param texts answers are sentences; a label («devolver») cannot be cut off
public record Structure(boolean texts) implements EachCheck {

  /// The marks of the usual models' chat templates and training, as text never meant.
  static final Pattern TOKENS =
      Pattern.compile(
          "<\\|(?:im_start|im_end|im_sep|endoftext|endofprompt|fim_prefix|fim_middle|fim_suffix|begin_of_text"
              + "|end_of_text|start_header_id|end_header_id|eot_id|eom_id|user|assistant|system|end)\\|>"
              + "|<start_of_turn>|<end_of_turn>|\\[/?INST]|<<SYS>>|<</SYS>>|</?s>");

  private static final Pattern CONTROL =
      Pattern.compile(
          "[\\x00-\\x08\\x0B\\x0E-\\x1F\\x7F\\u0080-\\u009F\\u206A-\\u206F\\uFEFF\\uFFF9-\\uFFFC\\uD800-\\uDFFF]");

  /// After these a sentence goes on.
  private static final Set<String> GOES_ON =
      Set.of(
          "y", "o", "e", "u", "que", "de", "del", "la", "el", "los", "las", "un", "una", "con",
          "para", "por", "en", "su", "sus", "tu", "mi", "al", "pero", "porque", "si", "como", "the",
          "a", "an", "of", "to", "and", "or", "with", "for", "in", "your", "our", "but", "because",
          "if", "is", "are");

  private static final int LONG_ANSWER = 12;

  @Override
  public void check(Located<Conversation> one, Consumer<Finding> findings) {
    Conversation conversation = one.value();
    List<Message> messages = conversation.messages();
    Turns turns = new Turns(one, findings);
    boolean stray = false;
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
                .repair(new Finding.Repair.Rewrite(clean(conversation))));
      if (!stray && isStray(message.content())) {
        stray = true;
        findings.accept(
            Finding.of(new QualityProblem.StrayCharacters(one.file(), one.line(), i + 1))
                .repair(new Finding.Repair.Rewrite(clean(conversation))));
      }
      if (texts && message.isLearned() && isCut(message.content()))
        findings.accept(
            Finding.of(
                new QualityProblem.CutAnswer(
                    one.file(), one.line(), i + 1, end(message.content()))));
    }
    last(one, findings);
  }

  private static void emptiness(
      Located<Conversation> one, Message message, int number, Consumer<Finding> findings) {
    if (!message.content().isBlank() || !message.toolUse().calls().isEmpty()) return;
    if (message.role() == Role.TOOL) return; // a function may have nothing to say
    QualityProblem problem =
        message.isLearned()
            ? new QualityProblem.EmptyAnswer(one.file(), one.line(), number)
            : new QualityProblem.EmptyMessage(one.file(), one.line(), number);
    findings.accept(Finding.of(problem));
  }

  private static void last(Located<Conversation> one, Consumer<Finding> findings) {
    List<Message> messages = one.value().messages();
    if (messages.stream().noneMatch(Message::isLearned)) {
      findings.accept(
          Finding.of(new QualityProblem.NothingLearned(one.file(), one.line()))
              .code(ProviderRules.FORMAT)
              .repair(new Finding.Repair.Omit()));
    } else if (messages.getLast().role() != Role.ASSISTANT) {
      int end = messages.size();
      while (messages.get(end - 1).role() != Role.ASSISTANT) end--;
      findings.accept(
          Finding.of(new QualityProblem.NoAnswerLast(one.file(), one.line()))
              .repair(
                  new Finding.Repair.Rewrite(
                      one.value().withMessages(messages.subList(0, end)))));
    }
  }

  /// Nothing if there is none; most texts have no bracket at all.
  private static @org.jspecify.annotations.Nullable Matcher token(String text) {
    if (text.indexOf('<') < 0 && text.indexOf('[') < 0) return null;
    Matcher matcher = TOKENS.matcher(text);
    return matcher.find() ? matcher : null;
  }

  private static boolean isStray(String text) {
    boolean ascii = true;
    for (int i = 0; i < text.length() && ascii; i++) {
      char c = text.charAt(i);
      ascii = c < 0x7F && (c >= ' ' || c == '\n' || c == '\t' || c == '\r');
    }
    if (ascii) return false;
    return CONTROL.matcher(text).find() || !Normalizer.isNormalized(text, Normalizer.Form.NFC);
  }

  /// The conversation without marks and stray characters.
  static Conversation clean(Conversation conversation) {
    List<Message> cleaned = new ArrayList<>();
    for (Message message : conversation.messages()) {
      String plain = TOKENS.matcher(message.content()).replaceAll("");
      String tidy = CONTROL.matcher(plain).replaceAll("");
      cleaned.add(message.withContent(Normalizer.normalize(tidy, Normalizer.Form.NFC)));
    }
    return conversation.withMessages(cleaned);
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
    String[] words = text.split("\\s+");
    if (GOES_ON.contains(words[words.length - 1])) return true;
    // Whoever ends sentences with a point, and the last of many without, did not end it.
    return words.length >= LONG_ANSWER && text.matches("(?s).*[.!?…]\\s+\\S.*");
  }

  private static String end(String answer) {
    String text = answer.strip();
    return text.length() <= 30 ? text : "…" + text.substring(text.length() - 30);
  }

  /// Follows who speaks.
  private static final class Turns {
    private final Located<Conversation> one;
    private final Consumer<Finding> findings;
    private @org.jspecify.annotations.Nullable Role before;
    private boolean told;

    Turns(Located<Conversation> one, Consumer<Finding> findings) {
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
      findings.accept(
          joins ? finding.repair(new Finding.Repair.Rewrite(joined(one.value()))) : finding);
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
