package dev.afina.evaluation;

/// What a judgement rests on.
///
/// @param onValidation there were no test cases: the validation part was judged, which also chose
///   the epoch and the threshold, so the result is optimistic
/// @param seedBase the base was the built-in one, which has read nothing before
/// @param training how many sentences or conversations were learned
/// @param validation how many chose the epoch and the threshold
public record Basis(boolean onValidation, boolean seedBase, int training, int validation) {

  public int examples() {
    return training + validation;
  }
}
