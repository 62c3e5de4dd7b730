package dev.afina.tokenizer;

import dev.afina.core.Json;
import dev.afina.core.Refused;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A `tokenizer.json` is somebody else's file, and the native library ends the whole process over
/// some of what can stand in one. So it is read here first, and only what is known to do no harm is
/// written anew and handed on.
final class TokenizerCheck {

  private static final Set<String> PARTS =
      Set.of(
          // models; the native library's other kinds belong to other families
          "BPE",
          // normalizers
          "Sequence",
          "NFC",
          "NFD",
          "NFKC",
          "NFKD",
          "Lowercase",
          "StripAccents",
          "Prepend",
          "Replace",
          "Strip",
          // ways to cut
          "ByteLevel",
          "Split",
          "Digits",
          "Metaspace",
          "Punctuation",
          "Whitespace",
          "WhitespaceSplit",
          // decoders
          "ByteFallback",
          "Fuse");

  /// The library's parser gives up at 128, and not everywhere by an error.
  private static final int DEEPEST = 16;

  private static final int LONGEST_PATTERN = 1000;

  private final String place;

  private TokenizerCheck(String place) {
    this.place = place;
  }

  /// @return the same without what Afina never uses: cutting, padding, what is put around a text,
  ///   and chance
  /// @throws Refused if something in it is not known to be harmless
  static String checked(JsonNode json, String place) {
    if (!(json instanceof ObjectNode whole)) throw Tokenizers.damaged(place, "JSON: {…}");
    whole.putNull("truncation");
    whole.putNull("padding");
    whole.putNull("post_processor");
    if (!(whole.path("model") instanceof ObjectNode model) || !model.has("merges"))
      throw Tokenizers.damaged(place, "model.merges");
    model.putNull("dropout");
    // Older files do not say what can be seen from the merges.
    if (!model.has("type")) model.put("type", "BPE");
    TokenizerCheck check = new TokenizerCheck(place);
    check.values(whole, 0);
    for (String part : new String[] {"model", "normalizer", "pre_tokenizer", "decoder"})
      check.part(part, whole.path(part));
    for (JsonNode added : whole.path("added_tokens"))
      if (added.path("content").asString("").isEmpty())
        throw Tokenizers.damaged(place, "added_tokens: \"\"");
    return Json.line(whole);
  }

  private void values(JsonNode node, int depth) {
    if (depth > DEEPEST) throw Tokenizers.damaged(place, "depth > " + DEEPEST);
    if (node.isNumber() && !node.isInt()) throw Tokenizers.damaged(place, "number " + node);
    for (JsonNode child : node) values(child, depth + 1);
  }

  /// A part that says its `type`, and those inside.
  private void part(String where, JsonNode part) {
    if (part.isMissingNode() || part.isNull()) return;
    String type = part.path("type").asString("");
    if (!PARTS.contains(type))
      throw new Refused(new TokenizerProblem.UnknownPart(place, where, type));
    // The library counts from the end of a token that may be shorter.
    if (type.equals("Strip") && part.path("stop").asInt(0) != 0 && where.equals("decoder"))
      throw new Refused(new TokenizerProblem.UnknownPart(place, where, "Strip stop"));
    pattern(where, part.path("pattern"));
    for (String list : new String[] {"normalizers", "pretokenizers", "decoders"})
      for (JsonNode inner : part.path(list)) part(where, inner);
  }

  private void pattern(String where, JsonNode pattern) {
    if (pattern.isMissingNode()) return;
    if (pattern.path("String").isString() && !pattern.path("String").asString().isEmpty()) return;
    String regex = pattern.path("Regex").asString("");
    if (regex.isEmpty() || regex.length() > LONGEST_PATTERN || mayTakeForEver(regex))
      throw new Refused(new TokenizerProblem.UnknownPart(place, where, "Regex " + regex));
  }

  /// A repetition of something that repeats can be matched in so many ways that a text that does
  /// not match takes for ever; so can a reference back.
  static boolean mayTakeForEver(String regex) {
    boolean[] repeats = new boolean[regex.length() + 1]; // inside the open groups
    int open = 0;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\') {
        i++;
        if (i < regex.length() && (Character.isDigit(regex.charAt(i)) || regex.charAt(i) == 'k'))
          return true;
      } else if (c == '[') {
        i = endOfClass(regex, i);
      } else if (c == '(') {
        repeats[++open] = false;
      } else if (c == ')' && open > 0) {
        boolean inner = repeats[open--];
        if (inner && i + 1 < regex.length() && "*+{".indexOf(regex.charAt(i + 1)) >= 0) return true;
        repeats[open] |= inner;
      } else if ("*+{".indexOf(c) >= 0) {
        repeats[open] = true;
      }
    }
    return false;
  }

  private static int endOfClass(String regex, int from) {
    int depth = 0;
    for (int i = from; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\') i++;
      else if (c == '[') depth++;
      else if (c == ']' && --depth == 0) return i;
    }
    return regex.length();
  }
}
