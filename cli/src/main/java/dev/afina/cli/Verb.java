package dev.afina.cli;

import dev.afina.core.Refused;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// A command: what all of them take, and the call they belong to.
abstract class Verb implements Callable<Integer> {
  final Call call;

  @Mixin Common common = new Common();

  Verb(Call call) {
    this.call = call;
  }

  /// Does it, and says how it ended: one of the numbers in [Exit].
  abstract int run();

  @Override
  public final Integer call() {
    String lang = common.lang;
    if (lang != null && !lang.matches("(en|es)([-_.].*)?")) {
      throw new Refused(new CliProblem.NoSuchChoice("--lang", lang, List.of("en", "es")));
    }
    call.options(common.json, common.yes, common.verbose);
    return run();
  }
}
