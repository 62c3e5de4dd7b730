package dev.afina.tokenizer.jinja;

/// Why a template cannot be read or goes no further; [Template] adds the place and makes a refusal.
final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The kinds of faults, with what is to be said about each.
  sealed interface Reason {
    /// `found` stands where `expected` should.
    record Syntax(String expected, String found) implements Reason {}

    /// As Python says it.
    record Fails(String why) implements Reason {}

    /// It reaches for what no template may have.
    record Unsafe(String what) implements Reason {}

    record Beyond(Limit limit, long most) implements Reason {}

    /// Its own words: `raise_exception`.
    record Rejects(String message) implements Reason {}
  }

  private final transient Reason reason;

  private Fault(Reason reason) {
    super(reason.toString(), null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  static Fault syntax(String expected, String found) {
    return new Fault(new Reason.Syntax(expected, found));
  }

  static Fault fails(String why) {
    return new Fault(new Reason.Fails(why));
  }

  static Fault unsafe(String what) {
    return new Fault(new Reason.Unsafe(what));
  }

  static Fault limit(Limit limit, long most) {
    return new Fault(new Reason.Beyond(limit, most));
  }

  static Fault rejects(String message) {
    return new Fault(new Reason.Rejects(message));
  }
}
