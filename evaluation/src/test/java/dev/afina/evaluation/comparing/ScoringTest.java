package dev.afina.evaluation.comparing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.Digest;
import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.Verdict;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringTest {
  @TempDir Path folder;

  @Test
  void whatWasLostIsTheVerdictOfThePairs() {
    Scorecard card = card(40, i -> i >= 4, i -> i % 2 == 0, i -> "" + i);
    assertThat(card.cases()).isEqualTo(40);
    assertThat(card.entries().getFirst().all().correct()).isEqualTo(36);
    Duel duel = card.duels().getFirst();
    assertThat(duel.verdict()).isInstanceOf(Verdict.Better.class);
    assertThat(duel.low()).isGreaterThan(0);
    assertThat(duel.p()).isEqualTo(.000402, within(1e-6)); // 18 wins, 2 losses
    assertThat(card.worse().total()).isEqualTo(2);
    assertThat(card.worse().first()).extracting(Scorecard.Lost::number).containsExactly(1, 3);
  }

  @Test
  void variationsOfOneSentenceProveNoMoreThanOne() {
    Scorecard alone = card(40, _ -> true, i -> i < 30, i -> "" + i);
    Scorecard grouped = card(40, _ -> true, i -> i < 30, i -> "" + i / 10);
    assertThat(alone.duels().getFirst().verdict()).isInstanceOf(Verdict.Better.class);
    assertThat(grouped.groups()).isEqualTo(4);
    assertThat(grouped.duels().getFirst().verdict()).isInstanceOf(Verdict.NoEvidence.class);
    assertThat(grouped.duels().getFirst().p()).isEqualTo(1);
    assertThat(alone.duels().getFirst().detectable()).isLessThan(25);
    assertThat(grouped.duels().getFirst().detectable()).isEqualTo(100);
  }

  @Test
  void severalDuelsAreCorrected() {
    Path model = file("m", 8, _ -> true, i -> "" + i);
    Path base = file("b", 8, i -> i < 2, i -> "" + i);
    Scorecard card =
        Scoring.of(
            new Scoring.Answers(Contestant.MODEL, "", model),
            List.of(
                new Scoring.Answers(Contestant.UNTRAINED, "", base),
                new Scoring.Answers(Contestant.BARE, "", base)),
            1);
    assertThat(card.duels().getFirst().p()).isEqualTo(.03125);
    assertThat(card.duels().getFirst().corrected()).isEqualTo(.0625);
    assertThat(card.duels().getFirst().verdict()).isInstanceOf(Verdict.NoEvidence.class);
  }

  @Test
  void anAnswerThatChangesWithACapitalIsCounted() {
    ItemStore store = store("m");
    store.append(
        List.of(
            item(1, "g1", true, List.of(), "comprar"),
            item(2, "g1", true, List.of(Scoring.VARIATION, "capitals"), "comprar"),
            item(3, "g2", true, List.of(), "devolver"),
            item(4, "g2", false, List.of(Scoring.VARIATION, "capitals"), "queja")));
    Scorecard card =
        Scoring.of(
            new Scoring.Answers(Contestant.MODEL, "", folder.resolve("m")),
            List.of(new Scoring.Answers(Contestant.UNTRAINED, "", folder.resolve("m"))),
            1);
    assertThat(card.changes()).hasSize(1);
    assertThat(card.changes().getFirst().tag()).isEqualTo("capitals");
    assertThat(card.changes().getFirst().changed().correct()).isEqualTo(1);
    assertThat(card.changes().getFirst().changed().total()).isEqualTo(2);
    assertThat(card.slices()).extracting(Scorecard.Slice::name).containsExactly("new", "capitals");
  }

  @Test
  void whoWasInterruptedGoesOnBehindTheLastWholeLine() throws Exception {
    ItemStore store = store("m");
    store.append(List.of(item(1, "1", true, List.of(), "a"), item(2, "2", true, List.of(), "b")));
    Path file = folder.resolve("m");
    Files.writeString(file, Files.readString(file) + "{\"number\":3,\"gro");
    ItemStore again = store("m");
    assertThat(again.done()).isEqualTo(2);
    again.append(List.of(item(3, "3", true, List.of(), "c")));
    List<Integer> numbers = new ArrayList<>();
    try (ItemStore.Reader reader = again.read()) {
      while (reader.next(item -> numbers.add(item.number()))) {}
    }
    assertThat(numbers).containsExactly(1, 2, 3);
  }

  @Test
  void answersToOtherCasesAreNotMixed() {
    store("m").append(List.of(item(1, "1", true, List.of(), "a")));
    assertThat(store("m").done()).isEqualTo(1);
    ItemStore other =
        ItemStore.open(
            folder.resolve("m"), new ItemStore.Frozen(Digest.of("other"), Digest.of("m")));
    assertThat(other.done()).isZero();
  }

  @Test
  void aHundredThousandAnswersTakeSecondsAndClusteredErrors() {
    SplittableRandom random = new SplittableRandom(1);
    boolean[] model = new boolean[100_000];
    boolean[] base = new boolean[100_000];
    for (int i = 0; i < model.length; i++) {
      base[i] = random.nextDouble() < .7;
      model[i] = random.nextDouble() < .02 ? !base[i] : base[i];
    }
    Path mine = file("m", model.length, i -> model[i], i -> "" + i / 4);
    Path theirs = file("b", model.length, i -> base[i], i -> "" + i / 4);
    // Of this thread: how busy the machine is says nothing.
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Scorecard card =
        Scoring.of(
            new Scoring.Answers(Contestant.MODEL, "", mine),
            List.of(new Scoring.Answers(Contestant.UNTRAINED, "", theirs)),
            1);
    double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
    assertThat(card.clustered()).isTrue();
    assertThat(card.groups()).isEqualTo(25_000);
    assertThat(card.duels().getFirst().verdict()).isInstanceOf(Verdict.Worse.class);
    assertThat(card.worse().first()).hasSize(100);
    assertThat(seconds).isLessThan(10);
  }

  private Scorecard card(
      int cases, IntPredicate model, IntPredicate base, IntFunction<String> group) {
    return Scoring.of(
        new Scoring.Answers(Contestant.MODEL, "", file("m", cases, model, group)),
        List.of(new Scoring.Answers(Contestant.UNTRAINED, "", file("b", cases, base, group))),
        1);
  }

  private Path file(String name, int cases, IntPredicate passed, IntFunction<String> group) {
    Path file = folder.resolve(name);
    ItemStore store =
        ItemStore.open(
            file, new ItemStore.Frozen(Digest.of("t" + System.nanoTime()), Digest.of(name)));
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < cases; i++)
      items.add(item(i + 1, group.apply(i), passed.test(i), List.of(), "x"));
    store.append(items);
    return file;
  }

  private ItemStore store(String name) {
    return ItemStore.open(
        folder.resolve(name), new ItemStore.Frozen(Digest.of("tests"), Digest.of(name)));
  }

  private static Item item(
      int number, String group, boolean passed, List<String> tags, String answer) {
    return new Item(
        number,
        group,
        CaseKind.NEW,
        tags,
        "q" + number,
        answer,
        passed,
        new TreeMap<>(),
        List.of());
  }
}
