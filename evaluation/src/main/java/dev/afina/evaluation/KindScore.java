package dev.afina.evaluation;

/// How the model did on one kind of case.
public record KindScore(CaseKind kind, Score score) {}
