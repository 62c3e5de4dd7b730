package dev.afina.evaluation.outcomes;

import java.time.LocalDate;

/// Which two sides of a file of outcomes are compared.
public sealed interface Sides {

  /// Conversations before a day, and from it on.
  record Since(LocalDate day) implements Sides {}

  /// Two groups of customers, as the column `group` names them.
  record Groups(String first, String second) implements Sides {}

  /// The two groups there are, in the order of their names.
  record TheTwoGroups() implements Sides {}
}
