package dev.afina.engine;

import dev.afina.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// The texts of all tokens as a tree: those that begin alike share the beginning. Special tokens
/// and halves of characters are left out.
final class TokenTexts {

  /// @param tokens whose text ends here
  /// @param next by their character
  record Node(List<Integer> tokens, TreeMap<Character, Node> next) {
    Node() {
      this(new ArrayList<>(), new TreeMap<>());
    }
  }

  private final Node root = new Node();
  private final String[] texts;

  /// @param ends tokens that end an answer
  TokenTexts(Tokenizer tokenizer, Set<Integer> ends) {
    texts = new String[tokenizer.size()];
    Set<String> special = new HashSet<>(tokenizer.special());
    // Some tokenizers leave out a space where a text begins, so each stands behind another.
    int[] ids = tokenizer.encode("{");
    int before = ids[ids.length - 1];
    int known = tokenizer.decode(new int[] {before}).length();
    for (int id = 0; id < texts.length; id++) {
      String both = tokenizer.decode(new int[] {before, id});
      texts[id] = both.length() > known ? both.substring(known) : "";
      boolean idle = texts[id].isEmpty() || texts[id].indexOf('\uFFFD') >= 0;
      if (idle || ends.contains(id) || special.contains(texts[id])) texts[id] = "";
      else add(id);
    }
  }

  private void add(int id) {
    Node node = root;
    for (char c : texts[id].toCharArray()) node = node.next().computeIfAbsent(c, _ -> new Node());
    node.tokens().add(id);
  }

  Node root() {
    return root;
  }

  /// Empty if it is never written in a form.
  String of(int token) {
    return texts[token];
  }

  /// No token, with room for each.
  BitSet none() {
    return new BitSet(texts.length);
  }
}
