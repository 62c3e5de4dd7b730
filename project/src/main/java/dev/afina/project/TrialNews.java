package dev.afina.project;

import dev.afina.evaluation.Contestant;
import dev.afina.training.Progress;
import java.util.Optional;

/// Which of many trainings goes on.
///
/// @param number of `of`, from 1
/// @param progress of the training; none while nothing is trained
public record TrialNews(int number, int of, Contestant who, Optional<Progress> progress) {
  TrialNews with(Progress now) {
    return new TrialNews(number, of, who, Optional.of(now));
  }
}
