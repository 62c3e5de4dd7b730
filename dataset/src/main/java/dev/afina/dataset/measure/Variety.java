package dev.afina.dataset.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/// How different the texts of a set are from each other.
public final class Variety {
  private Variety() {}

  /// Different n-grams of words as a share of all ([Li 2016](https://arxiv.org/abs/1510.03055)). It
  /// falls as a set grows.
  public static double distinct(List<String> texts, int n) {
    Set<List<String>> different = new HashSet<>();
    long all = 0;
    for (String text : texts) {
      List<List<String>> grams = grams(words(text), n);
      different.addAll(grams);
      all += grams.size();
    }
    return all == 0 ? 0 : (double) different.size() / all;
  }

  /// [Liu 2022](https://arxiv.org/abs/2202.13587)'s correction of distinct-1 for the size of the
  /// set.
  ///
  /// @param different words, `total` all of them, `vocabulary` how many there could be
  public static double expectationAdjusted(long different, long total, long vocabulary) {
    double v = vocabulary;
    return different / (v * (1 - Math.pow((v - 1) / v, total)));
  }

  /// The mean [BLEU](https://aclanthology.org/P02-1040) of each text against all others, up to
  /// n-grams of `n` words, with NLTK's smoothing 1 (0.1 for no match): 0 nothing alike, 1 all the
  /// same.
  public static double selfBleu(List<String> texts, int n) {
    List<List<String>> words = texts.stream().map(Variety::words).toList();
    double[] logs = new double[texts.size()];
    boolean[] alone = new boolean[texts.size()];
    for (int size = 1; size <= n; size++) {
      List<Map<List<String>, Integer>> counts = new ArrayList<>();
      for (List<String> own : words) counts.add(counts(own, size));
      Map<List<String>, Most> most = most(counts);
      for (int i = 0; i < texts.size(); i++) {
        long matched = 0;
        for (Map.Entry<List<String>, Integer> gram : counts.get(i).entrySet())
          matched +=
              Math.min(gram.getValue(), Objects.requireNonNull(most.get(gram.getKey())).besides(i));
        double all = Math.max(1, words.get(i).size() - size + 1);
        alone[i] |= size == 1 && matched == 0;
        logs[i] += Math.log((matched == 0 ? 0.1 : matched) / all) / n;
      }
    }
    double sum = 0;
    int[] lengths = words.stream().mapToInt(List::size).toArray();
    for (int i = 0; i < texts.size(); i++)
      if (!alone[i]) sum += brevity(i, lengths) * Math.exp(logs[i]);
    return texts.isEmpty() ? 0 : sum / texts.size();
  }

  /// In which text an n-gram stands most often, how often, and how often in another at most.
  private record Most(int text, int there, int elsewhere) {
    Most with(int other, int count) {
      return count > there
          ? new Most(other, count, there)
          : new Most(text, there, Math.max(elsewhere, count));
    }

    int besides(int own) {
      return own == text ? elsewhere : there;
    }
  }

  private static Map<List<String>, Most> most(List<Map<List<String>, Integer>> counts) {
    Map<List<String>, Most> most = new HashMap<>();
    for (int i = 0; i < counts.size(); i++) {
      int text = i;
      counts
          .get(i)
          .forEach((gram, count) ->
              most.merge(gram, new Most(text, count, 0), (before, _) -> before.with(text, count)));
    }
    return most;
  }

  /// Shorter than the text nearest in length: `e^(1 − nearest / own)`.
  private static double brevity(int text, int[] lengths) {
    int own = lengths[text];
    int nearest = 0;
    for (int i = 0; i < lengths.length; i++) {
      if (i == text) continue;
      int before = Math.abs(nearest - own);
      int now = Math.abs(lengths[i] - own);
      if (nearest == 0 || now < before || now == before && lengths[i] < nearest)
        nearest = lengths[i];
    }
    return own >= nearest ? 1 : Math.exp(1 - (double) nearest / own);
  }

  /// How many different texts the set is worth, from 1 to n: `exp(−Σ λ ln λ)` over the eigenvalues
  /// of the similarities, divided by n ([Friedman, Dieng 2022](https://arxiv.org/abs/2210.02410)).
  ///
  /// @param similarity symmetric, 1 on the diagonal
  public static double vendi(double[][] similarity) {
    double[] values = Eigenvalues.of(similarity);
    double entropy = 0;
    for (double value : values) {
      double share = value / similarity.length;
      if (share > 1e-12) entropy -= share * Math.log(share);
    }
    return Math.exp(entropy);
  }

  /// The same of texts, by how many three-letter pieces they share.
  public static double vendi(List<String> texts) {
    return vendi(cosines(texts));
  }

  /// The cosine of two texts as bags of three-letter pieces.
  private static double[][] cosines(List<String> texts) {
    List<Map<String, Integer>> bags = texts.stream().map(Variety::bag).toList();
    double[] lengths =
        bags.stream()
            .mapToDouble(bag ->
                Math.sqrt(bag.values().stream().mapToDouble(count -> (double) count * count).sum()))
            .toArray();
    double[][] cosines = new double[texts.size()][texts.size()];
    IntStream.range(0, texts.size())
        .parallel()
        .forEach(i -> {
          for (int j = 0; j < texts.size(); j++)
            cosines[i][j] = i == j ? 1 : dot(bags.get(i), bags.get(j)) / (lengths[i] * lengths[j]);
        });
    return cosines;
  }

  private static double dot(Map<String, Integer> a, Map<String, Integer> b) {
    double sum = 0;
    for (Map.Entry<String, Integer> one : a.entrySet())
      sum += one.getValue() * (double) b.getOrDefault(one.getKey(), 0);
    return sum;
  }

  private static Map<String, Integer> bag(String text) {
    String lower = " " + text.toLowerCase(Locale.ROOT) + "  ";
    Map<String, Integer> bag = new HashMap<>();
    for (int i = 0; i + 3 <= lower.length(); i++)
      bag.merge(lower.substring(i, i + 3), 1, Integer::sum);
    return bag;
  }

  private static Map<List<String>, Integer> counts(List<String> words, int n) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (List<String> gram : grams(words, n)) counts.merge(gram, 1, Integer::sum);
    return counts;
  }

  private static List<List<String>> grams(List<String> words, int n) {
    List<List<String>> grams = new ArrayList<>();
    for (int i = 0; i + n <= words.size(); i++) grams.add(words.subList(i, i + n));
    return grams;
  }

  static List<String> words(String text) {
    String stripped = text.strip().toLowerCase(Locale.ROOT);
    return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
  }
}
