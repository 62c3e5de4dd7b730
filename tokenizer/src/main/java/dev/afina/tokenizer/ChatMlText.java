package dev.afina.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises ChatML in the text of a Jinja template. Authors write the same template in many ways,
/// so the text is first brought into one form, in which equal templates are equal; then it is
/// compared. It never guesses: whatever is left over makes it another template.
final class ChatMlText {
  private ChatMlText() {}

  /// Far more than any spelling of ChatML takes.
  private static final int LONGEST = 10_000;

  private static final Pattern TAG =
      Pattern.compile("\\{\\{-?(.*?)-?}}|\\{%-?(.*?)-?%}", Pattern.DOTALL);
  private static final Pattern QUOTED =
      Pattern.compile("'((?:[^'\\\\]|\\\\.)*+)'|\"((?:[^\"\\\\]|\\\\.)*+)\"", Pattern.DOTALL);

  /// Stands for an apostrophe inside a text, so that quotes only ever end one.
  private static final char APOSTROPHE = '\u0001';

  private static final String TURN =
      "out '<|im_start|>'+m['role']+'\n'+m['content']+'<|im_end|>\n'";
  private static final String OPENING =
      "if add_generation_prompt;out '<|im_start|>assistant\n';endif";
  private static final Pattern CHAT_ML =
      Pattern.compile(
          "(?:if not add_generation_prompt is defined;set add_generation_prompt=false;endif;)?"
              + "for m in messages;"
              + "(?:if loop\\.first and messages\\[0]\\['role'] ?!= ?'system';"
              + "out '<\\|im_start\\|>system\n(?<system>[^']*)<\\|im_end\\|>\n';endif;)?"
              + Pattern.quote(TURN)
              + ";endfor;"
              + Pattern.quote(OPENING));

  static Optional<ChatMl> read(String template) {
    if (template.length() > LONGEST) return Optional.empty();
    String text;
    try {
      text = String.join(";", simplified(statements(template)));
    } catch (IllegalArgumentException unknownEscape) {
      return Optional.empty();
    }
    Matcher program = CHAT_ML.matcher(text);
    if (!program.matches()) return Optional.empty();
    String system = Objects.requireNonNullElse(program.group("system"), "");
    return Optional.of(new ChatMl(system.replace(APOSTROPHE, '\'')));
  }

  /// The template as a list of `out expression` and block statements, in one spelling.
  private static List<String> statements(String template) {
    List<String> all = new ArrayList<>();
    Matcher tag = TAG.matcher(template);
    int from = 0;
    for (; tag.find(); from = tag.end()) {
      text(all, template, from, tag.start());
      if (tag.group(1) != null) all.add("out " + expression(tag.group(1)));
      else statement(all, tag.group(2));
    }
    text(all, template, from, template.length());
    return all;
  }

  /// Text between tags. What Jinja removes (as Transformers sets it up) is not there: white space
  /// that a dash eats, the line end after a block, the indent before one.
  private static void text(List<String> all, String template, int start, int end) {
    String text = template.substring(start, end);
    if (start >= 3 && template.charAt(start - 3) == '-') text = text.stripLeading();
    else if (start >= 2 && template.startsWith("%}", start - 2) && text.startsWith("\n"))
      text = text.substring(1);
    if (template.startsWith("-", end + 2)) text = text.stripTrailing();
    else if (template.startsWith("{%", end)) text = text.replaceFirst("(?<=^|\n)[ \t]+$", "");
    // A file's last line end is no part of the template.
    if (end == template.length() && text.endsWith("\n"))
      text = text.substring(0, text.length() - 1);
    if (!text.isEmpty()) all.add("out '" + text.replace('\'', APOSTROPHE) + "'");
  }

  private static void statement(List<String> all, String code) {
    String statement = expression(code);
    // These mark what is learned and print nothing.
    if (statement.equals("generation") || statement.equals("endgeneration")) return;
    all.add(statement);
  }

  /// One spelling for an expression: single quotes, no needless space, `+` for `~`, `m` for the
  /// message, `m['role']` for `m.role`, neighbouring texts joined.
  private static String expression(String code) {
    StringBuilder spelled = new StringBuilder();
    Matcher quoted = QUOTED.matcher(code);
    int end = 0;
    for (; quoted.find(); end = quoted.end()) {
      spelled.append(bare(code.substring(end, quoted.start())));
      String text = quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
      spelled.append('\'').append(text.translateEscapes().replace('\'', APOSTROPHE)).append('\'');
    }
    spelled.append(bare(code.substring(end)));
    return spelled.toString().strip().replace("'+'", "");
  }

  private static String bare(String code) {
    return code.replaceAll("\\s+", " ")
        .replaceAll(" ?([+~=,()\\[\\]]) ?", "$1")
        .replace('~', '+')
        .replaceAll("\\bmessage\\b", "m")
        .replaceAll("\\b(m|messages\\[0])\\.(role|content)\\b", "$1['$2']");
  }

  /// Joins neighbouring outputs, and takes away choices whose two ways are the same.
  private static List<String> simplified(List<String> statements) {
    List<String> all = new ArrayList<>();
    for (String statement : statements) {
      boolean joins =
          statement.startsWith("out ") && !all.isEmpty() && all.getLast().startsWith("out ");
      if (joins) all.set(all.size() - 1, joined(all.getLast(), statement));
      else all.add(statement);
    }
    for (int i = 0; i + 4 < all.size(); i++) {
      boolean sameEitherWay =
          all.get(i).startsWith("if ")
              && all.get(i + 1).startsWith("out ")
              && all.get(i + 2).equals("else")
              && all.get(i + 3).equals(all.get(i + 1))
              && all.get(i + 4).equals("endif");
      if (!sameEitherWay) continue;
      List<String> shorter = new ArrayList<>(all.subList(0, i));
      shorter.add(all.get(i + 1));
      shorter.addAll(all.subList(i + 5, all.size()));
      return simplified(shorter);
    }
    return all;
  }

  private static String joined(String first, String second) {
    return (first + "+" + second.substring("out ".length())).replace("'+'", "");
  }
}
