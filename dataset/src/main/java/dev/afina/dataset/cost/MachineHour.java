package dev.afina.dataset.cost;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// What an hour of one's own machine is worth, in dollars; in files it is a plain number.
public record MachineHour(@JsonValue double dollars) {

  @JsonCreator
  public MachineHour {
    if (!(dollars >= 0)) throw new IllegalArgumentException("an hour costs " + dollars);
  }

  /// The dollars of so many seconds.
  public double of(double seconds) {
    return dollars * seconds / 3600;
  }
}
