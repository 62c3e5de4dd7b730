package dev.afina.dataset.check;

/// One kind of look at the data: at each conversation by itself ([EachCheck]), or at all of them
/// ([WholeCheck]).
public sealed interface Check permits EachCheck, WholeCheck {

  /// What it takes, so that nobody waits without knowing: nothing worth a word, if it does not say.
  default Cost cost() {
    return Cost.CHEAP;
  }

  /// @param microseconds for one conversation, roughly, on one core of 2025
  /// @param conversations up to how many it runs without being asked to
  record Cost(Look look, double microseconds, int conversations) {
    public static final Cost CHEAP = of(Look.FORM);

    /// Nothing worth a word, however many there are.
    static Cost of(Look look) {
      return new Cost(look, 0, Integer.MAX_VALUE);
    }

    public double seconds(int n) {
      return microseconds * n / 1e6;
    }
  }

  /// What is looked for.
  enum Look {
    FORM,
    /// What only all of them together tell.
    SET,
    PERSONAL,
    LANGUAGE,
    REPEATS,
    LABELS
  }
}
