package dev.afina.project;

import dev.afina.core.Digest;
import dev.afina.evaluation.comparing.Scorecard;

/// A comparison, and the result it was made of: `results/evaluation/scorecard.json`.
///
/// @param model digest of the plan
public record Evaluated(Digest model, Scorecard scorecard) {}
