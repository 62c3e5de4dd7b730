package dev.afina.dataset.check;

import dev.afina.dataset.Located;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Severity;
import dev.afina.dataset.personal.PersonalData;
import dev.afina.dataset.personal.PersonalKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What must not leave this machine without somebody having said so: personal data and secrets.
/// Asked before a file is written for a hosted provider, and before one is uploaded.
public final class UploadGate {
  private UploadGate() {}

  /// Nothing if nothing personal is found. The file is read once and not kept.
  public static Optional<QualityProblem.PersonalLeaves> personal(
      String file, Stream<Reading> readings, PersonalData personal) {
    EachCheck check = Content.personal(personal, Severity.ERROR);
    Set<PersonalKind> kinds = EnumSet.noneOf(PersonalKind.class);
    int[] conversations = {0};
    int[] first = {0};
    readings.forEach(reading -> {
      if (!(reading instanceof Reading.Good good)) return;
      List<Finding> found = new ArrayList<>();
      check.check(new Looked(new Located<>(good.conversation(), file, good.line())), found::add);
      for (Finding finding : found)
        if (finding.problem() instanceof QualityProblem.PersonalFound one) {
          if (conversations[0]++ == 0) first[0] = one.line();
          kinds.addAll(one.kinds());
        }
    });
    return conversations[0] == 0
        ? Optional.empty()
        : Optional.of(
            new QualityProblem.PersonalLeaves(
                file, first[0], conversations[0], List.copyOf(kinds)));
  }
}
