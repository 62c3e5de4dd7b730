package dev.afina.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers are sacreBLEU's and rouge-score's.
class GenerationTest {
  private static final String WANTED = "Su pedido llegará mañana por la tarde.";

  private static final List<String> SAID =
      List.of("The dog bit the man.", "It wasn't surprising.", "The man had just bitten him.");
  private static final List<List<String>> REFERENCES =
      List.of(
          List.of("The dog bit the man.", "The dog had bit the man."),
          List.of("It was not unexpected.", "No one was surprised."),
          List.of("The man bit him first.", "The man had bitten the dog."));

  @ParameterizedTest
  @CsvSource({"V13A, 48.530827", "SPACES, 49.1919566", "INTERNATIONAL, 43.91623493"})
  void bleuOfACorpus(Bleu.Words words, double score) {
    assertThat(Bleu.corpus(SAID, REFERENCES, words)).isEqualTo(score, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "Tu pedido llegará mañana por la tarde., 84.089642",
    "El pedido llega mañana., 7.715487",
    "No lo sé., 5.876351",
    "Su pedido llegará mañana por la tarde., 100",
    "'', 0"
  })
  void bleuOfASpanishAnswer(String said, double score) {
    assertThat(Bleu.sentence(said, WANTED)).isEqualTo(score, within(1e-6));
  }

  @Test
  void bleuIsSmoothedWhereNoLongPieceIsShared() {
    assertThat(Bleu.sentence("this is a fest", "this is a test"))
        .isEqualTo(59.460356, within(1e-6));
  }

  @Test
  void chrFOfACorpus() {
    ChrF characters = ChrF.empty();
    ChrF words = ChrF.empty(2);
    for (int i = 0; i < SAID.size(); i++) {
      characters.add(ChrF.best(SAID.get(i), REFERENCES.get(i), 0));
      words.add(ChrF.best(SAID.get(i), REFERENCES.get(i), 2));
    }
    assertThat(characters.score()).isEqualTo(59.727518, within(1e-6));
    assertThat(words.score()).isEqualTo(59.153104, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "Tu pedido llegará mañana por la tarde., 94.100842",
    "El pedido llega mañana., 38.662157",
    "No lo sé., 4.116317"
  })
  void chrFWithWords(String said, double score) {
    assertThat(ChrF.of(said, WANTED, 2).score()).isEqualTo(score, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "police kill the gunman, police killed the gunman, .75",
    "the gunman kill police, police killed the gunman, .5",
    "Tu pedido llegará mañana por la tarde., Su pedido llegará mañana por la tarde., .857143",
    "El pedido llega mañana., Su pedido llegará mañana por la tarde., .363636",
    "Explica cómo devolver un pedido, Explica cómo devolver un producto, .8"
  })
  void rougeL(String said, String reference, double f1) {
    assertThat(RougeL.f1(said, reference)).isEqualTo(f1, within(1e-6));
  }

  @Test
  void perplexityIsOfTheTokens() {
    assertThat(Surprise.perplexity(-(2 + 1 + .5 + .5), 4)).isEqualTo(2.718282, within(1e-6));
    assertThat(Surprise.perplexity(3 * Math.log(.1), 3)).isEqualTo(10, within(1e-6));
  }

  @Test
  void bitsAreOfTheBytesOfUtf8() {
    assertThat(Surprise.bitsPerByte(-4 * Math.log(2), "ñá")).isEqualTo(1, within(1e-12));
  }
}
