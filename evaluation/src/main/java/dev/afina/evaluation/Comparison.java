package dev.afina.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// The tuned model beside its base and beside the linear model.
public record Comparison(Verdict untrained, Verdict linear) {

  static Comparison of(List<Judged> cases) {
    return new Comparison(of(Contestant.UNTRAINED, cases), of(Contestant.LINEAR, cases));
  }

  private static Verdict of(Contestant other, List<Judged> cases) {
    int wins = 0;
    int losses = 0;
    for (Judged one : cases) {
      boolean right = one.right().model();
      if (right != one.right().of(other)) {
        if (right) wins++;
        else losses++;
      }
    }
    return Verdict.of(other, cases.size(), wins, losses);
  }

  /// On the new cases, which count, and on all.
  public record Both(@JsonProperty("new") Comparison fresh, Comparison all) {}
}
