package dev.afina.dataset.alike;

/// Which of `n` things belong together, when pairs of them do (union and find).
public final class Together {
  private final int[] parents;

  public Together(int n) {
    parents = new int[n];
    for (int i = 0; i < n; i++) parents[i] = i;
  }

  public void join(int a, int b) {
    int x = first(a);
    int y = first(b);
    // The smaller number stands for all, so that the answer does not depend on the order of joins.
    parents[Math.max(x, y)] = Math.min(x, y);
  }

  /// The smallest number of those this one belongs to.
  public int first(int i) {
    int root = i;
    while (parents[root] != root) root = parents[root];
    for (int at = i; at != root; ) {
      int next = parents[at];
      parents[at] = root;
      at = next;
    }
    return root;
  }
}
