package dev.afina.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Learns a byte-level BPE vocabulary ([Sennrich et al. 2016](https://arxiv.org/abs/1508.07909), on
/// bytes as GPT-2 has it): start with the 256 bytes, and again and again merge the most frequent
/// pair of neighbours into a new token.
public final class BpeTrainer {
  private BpeTrainer() {}

  /// GPT-2's way to cut text into words; no merge goes over the end of a word.
  private static final Pattern WORD =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  /// The text of a `tokenizer.json`; the same arguments always give the same text. Learning ends
  /// early when no pair occurs twice.
  ///
  /// @param special tokens that are never merged; they get the first ids
  /// @param size the most tokens the vocabulary may have; at least the special ones and 256 bytes
  public static String train(List<String> texts, List<String> special, int size) {
    if (size < special.size() + 256)
      throw new IllegalArgumentException(size + " tokens are fewer than 256 bytes and " + special);
    List<String> tokens = new ArrayList<>(special);
    for (int b = 0; b < 256; b++) tokens.add(symbol(b));
    Corpus corpus = new Corpus(words(texts, special.size()));
    List<String> merges = new ArrayList<>();
    while (tokens.size() < size) {
      Pair best = corpus.mostFrequent();
      if (best == null) break;
      merges.add(tokens.get(best.left) + " " + tokens.get(best.right));
      corpus.merge(best, tokens.size());
      tokens.add(tokens.get(best.left) + tokens.get(best.right));
    }
    List<Integer> ids = IntStream.range(0, special.size()).boxed().toList();
    return TokenizerJson.of(new BytePairs("gpt-2", tokens, Vocabulary.NamedIds.special(ids), merges), "tokenizer.json");
  }

  private record Pair(int left, int right) {}

  /// How often each word occurs, as ids of its bytes.
  private static List<Word> words(List<String> texts, int firstByte) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String text : texts)
      for (Matcher word = WORD.matcher(text); word.find(); )
        counts.merge(word.group(), 1, Integer::sum);
    List<Word> words = new ArrayList<>();
    counts.forEach((text, count) -> words.add(new Word(text, firstByte, count)));
    return words;
  }

  private static final class Word {
    final int count;
    int[] ids;

    Word(String text, int firstByte, int count) {
      this.count = count;
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      ids = IntStream.range(0, bytes.length).map(i -> firstByte + (bytes[i] & 0xFF)).toArray();
    }

    void merge(Pair pair, int id) {
      int n = 0;
      int[] merged = new int[ids.length];
      for (int i = 0; i < ids.length; i++) {
        boolean here = i + 1 < ids.length && ids[i] == pair.left && ids[i + 1] == pair.right;
        merged[n++] = here ? id : ids[i];
        if (here) i++;
      }
      ids = Arrays.copyOf(merged, n);
    }
  }

  /// The words, and for each pair of neighbours how often it occurs and in which words.
  private static final class Corpus {
    private final Map<Pair, Integer> counts = new HashMap<>();
    private final Map<Pair, Set<Word>> places = new HashMap<>();

    Corpus(List<Word> words) {
      words.forEach(word -> count(word, word.count));
    }

    /// Ties go to the pair whose tokens are older, so that the order is the same everywhere.
    @Nullable Pair mostFrequent() {
      return counts.entrySet().stream()
          .filter(pair -> pair.getValue() > 1)
          .max(
              Map.Entry.<Pair, Integer>comparingByValue()
                  .thenComparing(
                      Map.Entry.comparingByKey(
                          Comparator.comparingInt(Pair::left)
                              .thenComparingInt(Pair::right)
                              .reversed())))
          .map(Map.Entry::getKey)
          .orElse(null);
    }

    void merge(Pair pair, int id) {
      for (Word word : places.getOrDefault(pair, Set.of()).toArray(Word[]::new)) {
        count(word, -word.count);
        word.merge(pair, id);
        count(word, word.count);
      }
    }

    private void count(Word word, int by) {
      for (int i = 0; i + 1 < word.ids.length; i++) {
        Pair pair = new Pair(word.ids[i], word.ids[i + 1]);
        if (counts.merge(pair, by, Integer::sum) == 0) counts.remove(pair);
        if (by > 0) places.computeIfAbsent(pair, _ -> new HashSet<>()).add(word);
        else places.getOrDefault(pair, Set.of()).remove(word);
      }
    }
  }

  /// The printable character that stands for a byte in a byte-level vocabulary: printable Latin-1
  /// characters stand for themselves, the other bytes for the characters from 256 on, in order.
  private static String symbol(int b) {
    if (printable(b)) return String.valueOf((char) b);
    int rank = (int) IntStream.range(0, b).filter(other -> !printable(other)).count();
    return String.valueOf((char) (256 + rank));
  }

  private static boolean printable(int b) {
    return (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
  }
}
