package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.cli.Terminals.Drawn;
import org.junit.jupiter.api.Test;

class DoctorTest {

  @Test
  void whatWorksButCouldBeBetterIsANoteWithItsWayOut() {
    Drawn drawn = Drawn.on(Terminals.pipe());
    DoctorCommand.draw(new Check.Cores(2), Terminals.ENGLISH, drawn.screen());
    DoctorCommand.draw(new Check.NotIsolated(), Terminals.ENGLISH, drawn.screen());
    DoctorCommand.draw(new Check.Cores(1), Terminals.ENGLISH, drawn.screen());
    assertThat(drawn.text())
        .isEqualTo(
            """
            ok         2 processor cores
            note       training and answering are not kept from the network and from other files
                       on Linux, bubblewrap does it: apt install bubblewrap
            attention  1 processor core
                       a training on one core takes about twice as long; nothing else is wrong with it
            """);
  }
}
