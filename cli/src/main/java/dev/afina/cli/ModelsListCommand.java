package dev.afina.cli;

import dev.afina.model.Models.AtHand;
import java.util.List;
import picocli.CommandLine.Command;

/// All bases that are known by name or were fetched.
@Command(name = "list")
final class ModelsListCommand extends Verb {

  ModelsListCommand(Call call) {
    super(call);
  }

  @Override
  int run() {
    List<AtHand> all = call.models().atHand();
    if (call.json()) {
      all.forEach(call::json);
      return Exit.DONE;
    }
    int names = all.stream().mapToInt(one -> one.name().length()).max().orElse(0);
    for (AtHand one : all) {
      String here = call.word(one.here() ? "screen.modelHere" : "screen.modelAway");
      String name = one.name() + " ".repeat(names - one.name().length());
      call.screen.line(name + "  " + call.size(one.bytes()) + "  " + here);
    }
    return Exit.DONE;
  }
}
