package dev.afina.evaluation.comparing;

import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.comparing.Scorecard.Entry;
import dev.afina.evaluation.statistics.Holm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a [Scorecard] of stored answers, reading two files side by side and keeping counts only:
/// memory grows with the groups, not with the cases.
public final class Scoring {
  /// The tag of a case that varies another one of its group; the other has it not.
  public static final String VARIATION = "variation";

  private Scoring() {}

  /// A contestant and the file of its answers.
  ///
  /// @param name which one, where there are several of a kind; else empty
  public record Answers(Contestant who, String name, Path file) {}

  /// @param model the tuned model's answers
  /// @param others in the order in which they are shown; the first is the base, which losses and
  ///   slices are told against
  /// @param seed of the drawings behind the intervals
  public static Scorecard of(Answers model, List<Answers> others, long seed) {
    if (others.isEmpty()) throw new IllegalArgumentException("nobody to compare with");
    List<Pairs> all = new ArrayList<>();
    for (Answers other : others) all.add(Pairs.of(model, other));
    Pairs base = all.getFirst();
    double[] p = all.stream().mapToDouble(Pairs::p).toArray();
    double[] corrected = Holm.adjust(p);
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(model.who(), model.name(), base.model.all(), base.model.fresh()));
    List<Duel> duels = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Pairs pairs = all.get(i);
      Answers other = others.get(i);
      entries.add(new Entry(other.who(), other.name(), pairs.other.all(), pairs.other.fresh()));
      duels.add(pairs.duel(other, p[i], corrected[i], seed + i));
    }
    return new Scorecard(
        base.cases,
        base.groups.size(),
        base.clustered(),
        entries,
        duels,
        new Scorecard.Worse(base.losses, base.lost),
        base.slices(),
        base.changes(),
        Optional.empty(),
        Optional.empty());
  }
}
