package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.cli.Terminals.Drawn;
import dev.afina.core.Fact;
import dev.afina.core.FileProblem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private static final Fact MISSING = new FileProblem.Missing(Path.of("frases.csv"));

  @Test
  void aProblemHasThreeParts() {
    Drawn drawn = Drawn.on(Terminals.pipe());
    Problems.draw(List.of(MISSING), Terminals.SPANISH, drawn.screen(), false);
    assertThat(drawn.text())
        .isEqualTo(
            """
            No existe frases.csv.
              regla    el archivo hace falta, y en ese lugar no hay nada
              arreglo  compruebe el nombre, o indique dónde está el archivo
            """);
  }

  @Test
  void itsPartsStayUnderEachOtherWhereItIsNarrow() {
    Drawn drawn = Drawn.on(new Terminal(34, false, false, StandardCharsets.UTF_8));
    Problems.draw(List.of(MISSING), Terminals.ENGLISH, drawn.screen(), false);
    assertThat(drawn.text())
        .isEqualTo(
            """
            frases.csv does not exist.
              rule  the file is needed, and
                    nothing is at that place
              fix   check the name, or give
                    the place where the file
                    lies
            """);
  }

  @Test
  void ofManyTheFirstTwentyAreShown() {
    List<Fact> many = Collections.nCopies(23, MISSING);
    Drawn some = Drawn.on(Terminals.pipe());
    Problems.draw(many, Terminals.ENGLISH, some.screen(), false);
    assertThat(some.text()).endsWith("… and 3 more; --verbose shows all.\n");
    Drawn all = Drawn.on(Terminals.pipe());
    Problems.draw(many, Terminals.ENGLISH, all.screen(), true);
    assertThat(all.text().lines().filter(line -> line.startsWith("frases"))).hasSize(23);
  }
}
