package dev.afina.evaluation;

/// A case and what was said to it.
///
/// @param predicted the model's answer: an intent, or `none` where it was unsure
/// @param probability of the likeliest intent
/// @param likeliest that intent, also where it was rejected
/// @param counted the row of the confusion matrix: a case that allows several intents counts at the
///   one of them that the model found likeliest
/// @param right who was right
public record Judged(
    String text,
    Expected expected,
    String predicted,
    double probability,
    CaseKind kind,
    String likeliest,
    String counted,
    Right right) {

  public record Right(boolean model, boolean untrained, boolean linear, boolean majority) {
    public boolean of(Contestant contestant) {
      return switch (contestant) {
        case MODEL -> model;
        case UNTRAINED -> untrained;
        case LINEAR -> linear;
        case MAJORITY -> majority;
        case BARE, FEW_SHOT, EARLIER ->
            throw new IllegalArgumentException(contestant + " is not in every test");
      };
    }
  }

  /// The model knew, and did not trust itself.
  public boolean rejectedThoughRight() {
    return !right.model() && predicted.equals(Expected.NONE) && expected.accepts(likeliest);
  }
}
