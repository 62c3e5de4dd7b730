package dev.afina.project;

import dev.afina.core.Digest;
import dev.afina.evaluation.comparing.Scorecard;

/// A comparison, and the result it was made of: `results/evaluation/scorecard.json`.
///
/// @param model digest of the plan
/// @param heldOut cases that are the held-out part or made of it: they had a say in the training, so
///   a comparison with them cannot pass a gate
public record Evaluated(Digest model, int heldOut, Scorecard scorecard) {}
