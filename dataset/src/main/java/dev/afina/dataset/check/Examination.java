package dev.afina.dataset.check;

import dev.afina.core.Conversation;
import dev.afina.core.Fact;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Located;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Looks at a stream of conversations with a list of checks, on all cores: what looks at one
/// conversation at many of them at the same time, what needs all of them beside one another.
///
/// @param findings in the order of their lines; those of the whole set first
/// @param notes which looks stopped at their limit
/// @param conversations that could be read
public record Examination(List<Finding> findings, List<Note> notes, int conversations) {
  private static final int BATCH = 2048;

  public Examination {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /// What is to be said about the looking itself.
  public sealed interface Note extends Fact {

    /// A costly look that stopped after so many.
    ///
    /// @param seconds all of them would take about so long
    record Stopped(Check.Look look, int looked, int conversations, double seconds)
        implements Note {}
  }

  /// @param everything costly looks do not stop at their limit
  public static Examination of(
      String file, Stream<Reading> readings, List<Check> checks, boolean everything) {
    Run run = new Run(checks, everything);
    List<Looked> batch = new ArrayList<>(BATCH);
    for (Iterator<Reading> all = readings.iterator(); all.hasNext(); ) {
      Reading reading = all.next();
      run.told(file, reading);
      if (reading instanceof Reading.Good good)
        batch.add(new Looked(new Located<>(good.conversation(), file, good.line())));
      if (batch.size() < BATCH) continue;
      run.look(batch);
      batch.clear();
    }
    run.look(batch);
    return run.end();
  }

  /// Looks at conversations that were read before.
  public static Examination of(
      List<Located<Conversation>> conversations, List<Check> checks, boolean everything) {
    Run run = new Run(checks, everything);
    for (int from = 0; from < conversations.size(); from += BATCH) {
      int to = Math.min(conversations.size(), from + BATCH);
      run.look(conversations.subList(from, to).stream().map(Looked::new).toList());
    }
    return run.end();
  }

  /// Whether something stops a training or an upload.
  public boolean hasErrors() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  private static final class Run {
    private final List<Check> checks;
    private final boolean everything;
    final List<Finding> found = new ArrayList<>();
    private int looked;

    Run(List<Check> checks, boolean everything) {
      this.checks = checks;
      this.everything = everything;
    }

    /// What was mended while it was read only needs to be written.
    void told(String file, Reading reading) {
      for (DatasetProblem told : reading.told()) {
        Finding finding = Finding.of(file, reading.line(), told);
        boolean mended =
            told instanceof DatasetProblem.Mojibake || told instanceof DatasetProblem.Cleaned;
        found.add(
            mended && reading instanceof Reading.Good good
                ? finding.rewrite(good.conversation(), UnaryOperator.identity())
                : finding);
      }
    }

    void look(List<Looked> batch) {
      IntStream.range(0, batch.size())
          .parallel()
          .mapToObj(i -> {
            List<Finding> own = new ArrayList<>();
            for (Check check : checks)
              if (check instanceof EachCheck each && within(check, looked + i))
                each.check(batch.get(i), own::add);
            return own;
          })
          .forEachOrdered(found::addAll);
      wholes()
          .forEach(whole -> {
            for (int i = 0; i < batch.size() && within(whole, looked + i); i++)
              whole.add(batch.get(i));
          });
      looked += batch.size();
    }

    /// Each has its own memory, so they may go on beside one another, but each in order.
    private Stream<WholeCheck> wholes() {
      return checks.parallelStream()
          .filter(WholeCheck.class::isInstance)
          .map(WholeCheck.class::cast);
    }

    private boolean within(Check check, int number) {
      return everything || number < check.cost().conversations();
    }

    Examination end() {
      wholes()
          .map(whole -> {
            List<Finding> own = new ArrayList<>();
            whole.finish(own::add);
            return own;
          })
          .forEachOrdered(found::addAll);
      List<Note> notes = new ArrayList<>();
      for (Check check : checks) {
        Check.Cost cost = check.cost();
        if (!within(check, looked - 1))
          notes.add(
              new Note.Stopped(cost.look(), cost.conversations(), looked, cost.seconds(looked)));
      }
      found.sort(Comparator.comparingInt(Finding::line)); // stable: checks keep their order
      return new Examination(found, notes, looked);
    }
  }
}
