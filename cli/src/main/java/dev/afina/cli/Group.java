package dev.afina.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// A command that has others below it.
abstract class Group extends Verb {

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec before it runs anything
  Group(Call call) {
    super(call);
  }

  /// Without one of those: what there is.
  @Override
  int run() {
    PrintWriter out = spec.commandLine().getOut();
    spec.commandLine().usage(out);
    return Exit.DONE;
  }
}
