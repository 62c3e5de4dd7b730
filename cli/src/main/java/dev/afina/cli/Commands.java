package dev.afina.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine;

/// Commands by their names, in the order of the help. Only the one that is named is made: to make
/// all of them takes longer than some of them run.
final class Commands {
  private final Map<String, BiFunction<Call, List<String>, Object>> all = new LinkedHashMap<>();

  Commands add(String name, Function<Call, Object> make) {
    all.put(name, (call, _) -> make.apply(call));
    return this;
  }

  /// A command that has others below it.
  ///
  /// @param make gets the words behind the name, too
  Commands group(String name, BiFunction<Call, List<String>, Object> make) {
    all.put(name, make);
    return this;
  }

  /// A command with these below it: all of them where the first word is no name, for the help and
  /// for what was mistyped.
  ///
  /// @param words behind the name of the group
  CommandLine below(Group group, Call call, List<String> words) {
    CommandLine line = new CommandLine(group);
    String first = words.isEmpty() ? "" : words.getFirst();
    boolean named = all.containsKey(first);
    List<String> rest = named ? words.subList(1, words.size()) : List.of();
    all.forEach((name, make) -> {
      if (!named || name.equals(first)) line.addSubcommand(name, make.apply(call, rest));
    });
    return line;
  }
}
