package dev.afina.evaluation;

import dev.afina.evaluation.Grade.Letter;
import dev.afina.evaluation.Grade.Note;
import java.util.ArrayList;
import java.util.List;

/// How a grade comes about: the letter of the interval's lower end, then the gates, then the
/// doubts.
final class Grading {
  private static final double OUTSIDE_LEAST = 0.8;

  private Grading() {}

  static Grade of(IntentResults results) {
    Score score = results.model().telling();
    Comparison told = results.telling();
    List<Note> notes = new ArrayList<>();
    Letter letter = Letter.of(score.low());
    Score outside = results.outside();
    if (outside.total() > 0 && outside.accuracy() < OUTSIDE_LEAST) {
      letter = letter.atBest(Letter.C);
      notes.add(new Note.OutsideMissed(outside.correct(), outside.total()));
    }
    for (Verdict verdict : List.of(told.untrained(), told.linear()))
      letter = gate(verdict, letter, notes);
    return doubt(letter, score, results.hasNew(), results.basis(), notes);
  }

  static Grade of(ChatResults results) {
    List<Note> notes = new ArrayList<>();
    Score score = results.model().fresh();
    Letter letter = gate(results.comparison().fresh(), Letter.of(score.low()), notes);
    return doubt(letter, score, true, results.basis(), notes);
  }

  private static Letter gate(Verdict verdict, Letter letter, List<Note> notes) {
    if (!(verdict instanceof Verdict.Worse worse)) return letter;
    notes.add(new Note.WorseThan(worse.than()));
    return letter.atBest(Letter.D);
  }

  private static Grade doubt(
      Letter letter, Score score, boolean onNew, Basis basis, List<Note> notes) {
    boolean few = score.total() < Grade.ENOUGH;
    if (!onNew) notes.add(new Note.NoNewCases(score.total()));
    if (basis.onValidation()) notes.add(new Note.JudgedOnValidation(score.total()));
    if (few) notes.add(new Note.FewCases(score.total(), Grade.ENOUGH));
    return new Grade(letter, few || !onNew || basis.onValidation(), score, notes);
  }
}
