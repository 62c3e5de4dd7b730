package dev.afina.dataset;

import dev.afina.core.Conversation;
import java.util.List;

/// What one place of a file gave: a conversation, the reason why there is none, or a note.
public sealed interface Reading {

  /// Where it begins in its file, from 1; in a spreadsheet the row.
  int line();

  /// What is to be said about this place.
  List<DatasetProblem> told();

  /// A conversation that could be read.
  ///
  /// @param findings what was repaired on the way, and what it lacks
  record Good(int line, Conversation conversation, List<DatasetProblem> findings)
      implements Reading {
    public Good {
      findings = List.copyOf(findings);
    }

    public Good(int line, Conversation conversation) {
      this(line, conversation, List.of());
    }

    @Override
    public List<DatasetProblem> told() {
      return findings;
    }
  }

  /// A place that could not be read. It costs nothing but itself.
  record Bad(int line, DatasetProblem finding) implements Reading {
    @Override
    public List<DatasetProblem> told() {
      return List.of(finding);
    }
  }

  /// Something about the file that is seen at this place: its encoding, what an export holds beside
  /// conversations. Nothing is lost by it.
  record Note(int line, DatasetProblem finding) implements Reading {
    @Override
    public List<DatasetProblem> told() {
      return List.of(finding);
    }
  }
}
