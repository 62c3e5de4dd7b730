package dev.afina.tokenizer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The names of special tokens (`<|im_end|>`) as they may stand in a text. What a person typed is
/// guarded: a character that no text has is put behind the first one of each such name, and the
/// text is cut there before it becomes tokens, so that a name stays what it looks like.
record SpecialTexts(List<String> names, Set<Character> firsts) {

  /// A noncharacter: no text may contain it, and nothing changes it on its way through a template.
  private static final char GUARD = '\uFDD0';

  static SpecialTexts of(List<String> names) {
    Set<Character> firsts = new HashSet<>();
    List<String> longer = names.stream().filter(name -> name.length() > 1).toList();
    for (String name : longer) firsts.add(name.charAt(0));
    return new SpecialTexts(longer, Set.copyOf(firsts));
  }

  /// A person's text with its guards.
  String guarded(String text) {
    String clean = text.replace(String.valueOf(GUARD), "");
    if (firsts.stream().allMatch(first -> clean.indexOf(first) < 0)) return clean;
    StringBuilder guarded = new StringBuilder();
    for (int i = 0; i < clean.length(); i++) {
      guarded.append(clean.charAt(i));
      if (begins(clean, i)) guarded.append(GUARD);
    }
    return guarded.toString();
  }

  private boolean begins(String text, int at) {
    return firsts.contains(text.charAt(at))
        && names.stream().anyMatch(name -> text.startsWith(name, at));
  }

  /// The parts of a text between its guards.
  static List<String> parts(String text) {
    return List.of(text.split(String.valueOf(GUARD), -1));
  }

  static String withoutGuards(String text) {
    return text.replace(String.valueOf(GUARD), "");
  }

  /// Where the last special token's name begins that `text` holds; 0 if it holds none.
  int last(String text) {
    int last = 0;
    for (String name : names) last = Math.max(last, text.lastIndexOf(name));
    return last;
  }

  /// The first special token's name at or behind `from` that ends at or before `limit`; of several
  /// there the longest. Empty if there is none.
  String first(String text, int from, int limit) {
    for (int i = from; i < limit; i++) {
      if (!firsts.contains(text.charAt(i))) continue;
      String found = "";
      for (String name : names)
        if (name.length() > found.length()
            && text.startsWith(name, i)
            && i + name.length() <= limit) found = name;
      if (!found.isEmpty()) return found;
    }
    return "";
  }
}
