package dev.afina.dataset.check;

import dev.afina.core.Conversation;
import dev.afina.dataset.Located;
import dev.afina.dataset.Normal;
import dev.afina.dataset.measure.Register;
import dev.afina.dataset.split.Grouping;
import org.jspecify.annotations.Nullable;

/// One conversation as it is looked at, with what several looks ask of its texts: made when it is
/// first asked for. Two threads may make the same at the same time; then it is made twice.
public final class Looked {
  private final Located<Conversation> one;
  private final @Nullable String[] normals;
  private final Register.@Nullable Address[] addresses;
  private @Nullable String asked;

  public Looked(Located<Conversation> one) {
    this.one = one;
    int messages = one.value().messages().size();
    normals = new String[messages];
    addresses = new Register.Address[messages];
  }

  public Conversation value() {
    return one.value();
  }

  public String file() {
    return one.file();
  }

  public int line() {
    return one.line();
  }

  /// The text of a message in the form in which it is compared.
  ///
  /// @param message its place, from 0
  String normal(int message) {
    String made = normals[message];
    if (made == null) normals[message] = made = Normal.of(content(message));
    return made;
  }

  /// How the text of a message addresses its reader.
  ///
  /// @param message its place, from 0
  Register.Address address(int message) {
    Register.Address made = addresses[message];
    if (made == null) addresses[message] = made = Register.address(content(message));
    return made;
  }

  /// What the customer asks, in the form in which it is compared.
  String asked() {
    String made = asked;
    if (made == null) asked = made = Grouping.asked(value(), this::normal);
    return made;
  }

  private String content(int message) {
    return value().messages().get(message).content();
  }
}
