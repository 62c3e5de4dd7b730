package dev.afina.evaluation.comparing;

import dev.afina.dataset.cost.MachineHour;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.Score;
import java.util.List;
import java.util.Optional;

/// What a comparison came to, as `results/evaluation/scorecard.json`. Every number is computed from
/// the items beside it.
///
/// @param cases that can pass or fail
/// @param groups of cases that vary one another; as many as cases if none do
/// @param clustered whether there were too many groups for exact tests, so that clustered standard
///   errors were used
/// @param entries everybody, the tuned model first
/// @param duels the tuned model against each other
/// @param worse what the tuned model lost against its base, the first of them
/// @param slices by kind and by tag, against the base
/// @param changes how often an answer changed where nothing that matters had changed, by tag
/// @param judge what a judge said, if one was asked
/// @param machineHour what this machine costs; nothing unless somebody said so
public record Scorecard(
    int cases,
    int groups,
    boolean clustered,
    List<Entry> entries,
    List<Duel> duels,
    Worse worse,
    List<Slice> slices,
    List<Change> changes,
    Optional<JudgeReport> judge,
    Optional<MachineHour> machineHour) {

  public Scorecard {
    // A file from before there were judges has none.
    judge = judge == null ? Optional.empty() : judge;
    machineHour = machineHour == null ? Optional.empty() : machineHour;
    entries = List.copyOf(entries);
    duels = List.copyOf(duels);
    slices = List.copyOf(slices);
    changes = List.copyOf(changes);
  }

  /// The same, judged, and with what an hour of this machine costs.
  public Scorecard with(Optional<JudgeReport> report, Optional<MachineHour> hour) {
    return new Scorecard(
        cases, groups, clustered, entries, duels, worse, slices, changes, report, hour);
  }

  /// @param name which one, where there are several of a kind; else empty
  /// @param fresh the new cases alone
  public record Entry(Contestant who, String name, Score all, Score fresh) {}

  /// @param total all that got worse
  /// @param first the first of them
  public record Worse(int total, List<Lost> first) {
    public Worse {
      first = List.copyOf(first);
    }
  }

  /// @param answer the tuned model's, `before` the base's, which passed
  /// @param failed what the tuned model's answer did not pass
  public record Lost(
      int number, String question, String answer, String before, List<String> failed) {}

  /// A part of the cases.
  ///
  /// @param name a kind's word, or a tag
  /// @param p of the difference to the base, corrected by Holm for the number of slices
  public record Slice(String name, boolean tag, Score model, Score base, double p) {}

  /// @param changed of the variations with a tag, how many were answered unlike their original
  public record Change(String tag, Score changed) {}
}
