package dev.afina.evaluation.statistics;

/// The exact paired test for cases in groups. If two contestants are equally good, each group's
/// balance of wins and losses might as well have had the other sign; the probability is the share
/// of all such flips that are at least as far from balance. Where every case is its own group this
/// is [McNemar#exact].
public final class SignFlips {
  private SignFlips() {}

  /// @param balances of each group: its wins less its losses
  public static double exact(int[] balances) {
    int reach = 0;
    int seen = 0;
    for (int balance : balances) {
      reach += Math.abs(balance);
      seen += balance;
    }
    double[] share = new double[2 * reach + 1];
    share[reach] = 1;
    int spread = 0;
    for (int balance : balances) {
      int size = Math.abs(balance);
      if (size == 0) continue;
      double[] next = new double[share.length];
      for (int at = reach - spread; at <= reach + spread; at++) {
        if (share[at] == 0) continue;
        next[at - size] += share[at] / 2;
        next[at + size] += share[at] / 2;
      }
      spread += size;
      share = next;
    }
    double tail = 0;
    for (int at = 0; at < share.length; at++)
      if (Math.abs(at - reach) >= Math.abs(seen)) tail += share[at];
    return Math.min(1, tail);
  }
}
