package dev.afina.evaluation.comparing;

import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.Verdict;

/// The tuned model beside one other, on the same cases.
///
/// @param name which one, where there are several of a kind: an earlier round's digest; else empty
/// @param verdict by `corrected`
/// @param low and `high`: 95 % interval of the difference, in points of a hundred
/// @param p exact, by groups of cases; above 10,000 groups from the clustered standard error
/// @param corrected for the number of duels, by Holm
/// @param detectable the smallest true difference, in points, that so many cases show in four of
///   five tests, given the losses that were seen; 100 if none. Cases that vary one another count as
///   fewer ([dev.afina.evaluation.statistics.Clustered#effective])
public record Duel(
    Contestant than,
    String name,
    Verdict verdict,
    double low,
    double high,
    double p,
    double corrected,
    double detectable) {}
