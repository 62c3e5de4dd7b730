package dev.afina.evaluation.few;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Fact;

/// What more examples of the same kind would bring, as far as it can be said.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Outlook extends Fact {

  /// The curve still rises.
  ///
  /// @param examples there are now, `doubled` twice as many
  /// @param now accuracy with those there are, by the fitted curve; `then` with twice as many
  /// @param low and `high`: 95 % interval of `then`
  record Rising(int examples, int doubled, double now, double then, double low, double high)
      implements Outlook {}

  /// The curve has come to its end: twice as many bring less than a point.
  record Level(int doubled, double now, double then) implements Outlook {}

  /// The data cannot say: the gain is less sure than it is large.
  ///
  /// @param low and `high`: 95 % interval of the gain of twice as many, in points of a hundred
  record Unsure(int doubled, double low, double high) implements Outlook {}

  /// Too few sizes could be measured for a curve.
  record TooFew(int examples, int sizes, int needed) implements Outlook {}
}
