package dev.afina.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something cannot be done, and the facts say why: the one exception of the domain. It is thrown
/// where the reason is known and caught once, at the edge, where it becomes sentences and exit code
/// 2. Faults in the user's data come all at once, so there may be several facts.
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fact> facts;

  public Refused(Fact fact) {
    this(List.of(fact));
  }

  public Refused(List<? extends Fact> facts) {
    this(facts, null);
  }

  public Refused(Fact fact, Throwable cause) {
    this(List.of(fact), cause);
  }

  private Refused(List<? extends Fact> facts, @Nullable Throwable cause) {
    super(facts.toString(), cause, false, true);
    if (facts.isEmpty()) throw new IllegalArgumentException("a refusal needs a reason");
    this.facts = List.copyOf(facts);
  }

  /// Why, in the order found; never empty.
  public List<Fact> facts() {
    return facts;
  }
}
