package dev.afina.report;

import dev.afina.training.Plan;
import dev.afina.training.Progress;
import java.util.List;

/// How the model that a report is about was made.
///
/// @param project its name, as the folder is called
/// @param plan what was trained
/// @param licence of the base, an SPDX identifier; empty where unknown
/// @param training conversations learned from, and `validation` those that judged each epoch
/// @param findings faults of the data that were reported
/// @param events of the training, oldest first
/// @param versions what computed it, for instance `Afina 0.1.0, libtorch 2.10.0, Java 25`
/// @param command makes it again
public record Making(
    String project,
    Plan plan,
    String licence,
    int training,
    int validation,
    int findings,
    List<Progress> events,
    String versions,
    String command) {

  public Making {
    events = List.copyOf(events);
  }
}
