package dev.afina.model.json;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A piece of text that is still to be written.
sealed interface Form {
  /// As many characters as no answer has.
  long ENDLESS = 1L << 40;

  /// Every way to go on once a character of this is written; none if it may not be.
  ///
  /// @param below what comes behind this
  void read(char c, Place below, Set<Place> ways);

  /// Whether it may be left out; most may not.
  default boolean mayBeEmpty() {
    return false;
  }

  /// The fewest characters of it.
  ///
  /// @param inside references that are being followed: one inside itself never ends
  long least(Set<String> inside);

  record Literal(String text) implements Form {
    @Override
    public void read(char c, Place below, Set<Place> ways) {
      if (text.isEmpty() || text.charAt(0) != c) return;
      ways.add(text.length() == 1 ? below : below.under(new Literal(text.substring(1))));
    }

    @Override
    public boolean mayBeEmpty() {
      return text.isEmpty();
    }

    @Override
    public long least(Set<String> inside) {
      return text.length();
    }
  }

  record InOrder(List<Form> parts) implements Form {
    @Override
    public void read(char c, Place below, Set<Place> ways) {
      for (int i = 0; i < parts.size(); i++) {
        Place rest = below;
        for (int j = parts.size() - 1; j > i; j--) rest = rest.under(parts.get(j));
        parts.get(i).read(c, rest, ways);
        if (!parts.get(i).mayBeEmpty()) return;
      }
    }

    @Override
    public boolean mayBeEmpty() {
      return parts.stream().allMatch(Form::mayBeEmpty);
    }

    @Override
    public long least(Set<String> inside) {
      long sum = 0;
      for (Form part : parts) sum = Math.min(ENDLESS, sum + part.least(inside));
      return sum;
    }
  }

  record OneOf(List<Form> forms) implements Form {
    @Override
    public void read(char c, Place below, Set<Place> ways) {
      for (Form form : forms) form.read(c, below, ways);
    }

    @Override
    public boolean mayBeEmpty() {
      return forms.stream().anyMatch(Form::mayBeEmpty);
    }

    @Override
    public long least(Set<String> inside) {
      return forms.stream().mapToLong(form -> form.least(inside)).min().orElse(ENDLESS);
    }
  }

  /// One character of several.
  record Among(String characters) implements Form {
    @Override
    public void read(char c, Place below, Set<Place> ways) {
      if (characters.indexOf(c) >= 0) ways.add(below);
    }

    @Override
    public long least(Set<String> inside) {
      return 1;
    }
  }

  /// A character beyond ASCII, as it is or escaped: not every tokenizer has a token for it.
  record Foreign(char character) implements Form {
    @Override
    public void read(char c, Place below, Set<Place> ways) {
      if (c == character) ways.add(below);
      if (c == '\\') ways.add(below.under(new Literal(Pieces.escaped(character))));
    }

    @Override
    public long least(Set<String> inside) {
      return 6;
    }
  }

  /// What stands between the quotes of any string, and the closing one. An escape never writes half
  /// a character.
  record Characters() implements Form {
    private static final Form ESCAPE =
        new OneOf(
            List.of(
                new Among("\"\\/bfnrt"),
                new InOrder(
                    List.of(
                        new Literal("u"),
                        new Among("0123456789abcefABCEF"),
                        Pieces.HEX,
                        Pieces.HEX,
                        Pieces.HEX))));

    @Override
    public void read(char c, Place below, Set<Place> ways) {
      if (c == '"') ways.add(below);
      else if (c == '\\') ways.add(below.under(this).under(ESCAPE));
      else if (c >= ' ') ways.add(below.under(this));
    }

    @Override
    public long least(Set<String> inside) {
      return 1;
    }
  }

  /// Some digits.
  record Digits(int least, int most) implements Form {
    @Override
    public void read(char c, Place below, Set<Place> ways) {
      if (c < '0' || c > '9' || most == 0) return;
      ways.add(below.under(new Digits(Math.max(0, least - 1), most - 1)));
    }

    @Override
    public boolean mayBeEmpty() {
      return least == 0;
    }

    @Override
    public long least(Set<String> inside) {
      return least;
    }
  }

  /// The items of an array that are still to come, and its end.
  ///
  /// @param begun whether there is one already
  record Items(Form item, int least, int most, boolean begun) implements Form {
    @Override
    public void read(char c, Place below, Set<Place> ways) {
      if (least <= 0 && c == ']') ways.add(below);
      if (most == 0) return;
      Place rest = below.under(new Items(item, Math.max(0, least - 1), most - 1, true));
      if (begun) Pieces.COMMA.read(c, rest.under(item), ways);
      else item.read(c, rest, ways);
    }

    @Override
    public long least(Set<String> inside) {
      if (least == 0) return 1;
      long commas = begun ? least : least - 1;
      return Math.min(ENDLESS, least * item.least(inside) + commas + 1);
    }
  }

  /// The members of an object that are still to come, in the order of the schema, and its end.
  ///
  /// @param from the first of them
  record Members(Shape shape, int from, boolean begun) implements Form {

    /// All members; equal to itself only, so that places are compared quickly.
    static final class Shape {
      private final List<Member> members;

      Shape(List<Member> members) {
        this.members = List.copyOf(members);
      }
    }

    record Member(Form name, Form value, boolean required) {}

    @Override
    public void read(char c, Place below, Set<Place> ways) {
      for (int i = from; i < shape.members.size(); i++) {
        Member member = shape.members.get(i);
        Place rest = below.under(new Members(shape, i + 1, true));
        Place named = rest.under(member.value()).under(Pieces.COLON);
        if (begun) Pieces.COMMA.read(c, named.under(member.name()), ways);
        else member.name().read(c, named, ways);
        if (member.required()) return;
      }
      if (c == '}') ways.add(below);
    }

    @Override
    public long least(Set<String> inside) {
      long sum = 1;
      int members = begun ? 1 : 0;
      for (Member member : shape.members.subList(from, shape.members.size())) {
        if (!member.required()) continue;
        long comma = members++ == 0 ? 0 : 1;
        sum += comma + member.name().least(inside) + 1 + member.value().least(inside);
      }
      return Math.min(ENDLESS, sum);
    }
  }

  /// A part of the schema, which may contain itself. Equal to itself only.
  final class Reference implements Form {
    private final String pointer;
    private final Map<String, Form> known;
    private long least = -1;

    Reference(String pointer, Map<String, Form> known) {
      this.pointer = pointer;
      this.known = known;
    }

    private Form form() {
      Form form = known.get(pointer);
      if (form == null) throw new IllegalStateException("nothing is at " + pointer);
      return form;
    }

    @Override
    public void read(char c, Place below, Set<Place> ways) {
      form().read(c, below, ways);
    }

    @Override
    public long least(Set<String> inside) {
      if (inside.contains(pointer)) return ENDLESS;
      if (inside.isEmpty() && least >= 0) return least;
      Set<String> deeper = new HashSet<>(inside);
      deeper.add(pointer);
      long found = form().least(deeper);
      if (inside.isEmpty()) least = found;
      return found;
    }
  }
}
