package dev.afina.report;

import dev.afina.evaluation.Checklist;
import dev.afina.evaluation.comparing.Scorecard;
import dev.afina.evaluation.few.CrossValidation;
import dev.afina.evaluation.few.Growth;
import dev.afina.evaluation.outcomes.Figures;
import java.util.Optional;

/// What was measured beyond the test, as far as it was.
///
/// @param comparison everybody on the same cases
/// @param growth learning curves
/// @param figures of the business
public record Records(
    Optional<Scorecard> comparison,
    Optional<CrossValidation> crossValidation,
    Optional<Growth> growth,
    Optional<Figures> figures,
    Optional<Checklist> checklist) {}
