package dev.afina.tokenizer.jinja;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Python's `"{} and {name}".format(a, name=b)`, for whole values.
final class Braces {
  private Braces() {}

  private static final Pattern PLACE = Pattern.compile("\\{\\{|}}|\\{(\\w{0,50})}|[{}]");

  static String format(String format, Arguments arguments, Budget budget) {
    Matcher place = PLACE.matcher(format);
    StringBuilder text = new StringBuilder();
    int next = 0;
    int from = 0;
    for (; place.find(); from = place.end()) {
      text.append(format, from, place.start());
      String name = place.group(1);
      if (name == null && place.group().length() == 2) {
        text.append(place.group().charAt(0));
      } else if (name == null) {
        throw Fault.fails("a format is not understood: '" + place.group() + "'");
      } else {
        String value = Python.text(value(name.isEmpty() ? "" + next++ : name, arguments), budget);
        text.append(budget.made(value));
      }
    }
    return text.append(format, from, format.length()).toString();
  }

  private static Value value(String name, Arguments arguments) {
    boolean place = name.length() < 6 && name.chars().allMatch(Character::isDigit);
    Value value =
        place
            ? arguments.find(Integer.parseInt(name), name)
            : arguments.find(Integer.MAX_VALUE, name);
    if (value == null) throw Fault.fails("no argument '" + name + "' for the format");
    return value;
  }
}
