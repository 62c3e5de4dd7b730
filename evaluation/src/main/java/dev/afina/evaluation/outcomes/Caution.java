package dev.afina.evaluation.outcomes;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Fact;

/// What is to be known before a figure is believed.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Caution extends Fact {

  /// Before and after: nobody was divided by chance.
  record OtherThingsChanged(String first, String second) implements Caution {}

  /// Customers cannot have been divided by chance in equal parts.
  ///
  /// @param p probability of so uneven a division
  record BrokenDivision(int first, int second, double p) implements Caution {}

  /// Customers who were in both groups.
  record InBoth(int customers) implements Caution {}

  /// Another share of customers answered the survey, so that satisfaction compares other people.
  ///
  /// @param first and `second`: shares of the conversations that were rated
  record RatedUnlike(double first, double second, double p) implements Caution {}

  /// The probabilities hold for one look, at an end that was fixed beforehand.
  record LookedAtOnce() implements Caution {}
}
