package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.dataset.augment.Variation;
import dev.afina.dataset.check.Check.Look;
import dev.afina.dataset.check.Provider;
import dev.afina.dataset.split.Division;
import dev.afina.project.Kind;
import dev.afina.project.SmallData;
import dev.afina.project.StepName;
import dev.afina.text.Texts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/// The program `afina`: its commands, and how every call ends.
@Command(name = "afina")
final class Afina extends Group {

  private static final Commands COMMANDS =
      new Commands()
          .add("new", NewCommand::new)
          .add("run", RunCommand::new)
          .add("step", StepCommand::new)
          .add("classify", ClassifyCommand::new)
          .add("chat", ChatCommand::new)
          .add("correct", CorrectCommand::new)
          .add("export", ExportCommand::new)
          .group("models", ModelsCommand::group)
          .group("data", DataCommand::group)
          .add("tests", TestsCommand::new)
          .add("evaluate", EvaluateCommand::new)
          .add("crossvalidate", CrossValidateCommand::new)
          .add("curve", CurveCommand::new)
          .add("gate", GateCommand::new)
          .add("report", ReportCommand::new)
          .add("outcomes", OutcomesCommand::new)
          .add("config", ConfigCommand::new)
          .add("doctor", DoctorCommand::new);

  @Option(names = "--version", versionHelp = true, descriptionKey = "option.version", order = 105)
  boolean version;

  private Afina(Call call) {
    super(call);
  }

  /// Runs one command and returns the exit code; nothing is thrown.
  static int run(List<String> arguments, Outside outside) {
    try (Call call = new Call(outside, Texts.in(Language.of(arguments, outside.environment())))) {
      // For what goes wrong before the options are understood.
      call.options(arguments.contains("--json"), false, arguments.contains("--verbose"));
      return run(arguments, call);
    }
  }

  private static int run(List<String> arguments, Call call) {
    try {
      StringWriter help = new StringWriter();
      int code =
          commands(call, arguments)
              .setOut(new PrintWriter(help))
              .execute(arguments.toArray(String[]::new));
      if (!help.toString().isEmpty()) call.screen.piece(help.toString());
      return code;
    } catch (Throwable bug) {
      return Bug.report(bug, call);
    }
  }

  private static CommandLine commands(Call call, List<String> arguments) {
    Afina afina = new Afina(call);
    CommandLine line =
        arguments.equals(List.of("--version"))
            ? new CommandLine(afina)
            : COMMANDS.below(afina, call, arguments);
    line.getCommandSpec().version("Afina " + version());
    ownOptionsFirst(line);
    Ansi ansi = call.outside.terminal().colour() ? Ansi.ON : Ansi.OFF;
    return line.setResourceBundle(call.texts.bundle())
        .registerConverter(StepName.class, Choices::step)
        .registerConverter(Kind.class, Choices::kind)
        .registerConverter(Provider.class, Choices::provider)
        .registerConverter(Division.Way.class, Choices::way)
        .registerConverter(Look.class, Choices::look)
        .registerConverter(Variation.class, Choices::variation)
        .registerConverter(SmallData.Who.class, Choices::who)
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
        .setUsageHelpWidth(Math.clamp(call.screen.width(), 56, 100))
        .setParameterExceptionHandler((wrong, _) -> refuse(new Refused(Misuse.fact(wrong)), call))
        .setExecutionExceptionHandler(
            (e, _, _) -> e instanceof Refused why ? refuse(why, call) : Bug.report(e, call));
  }

  /// Those that all commands share come last in the help.
  private static void ownOptionsFirst(CommandLine line) {
    for (CommandLine command : line.getSubcommands().values()) {
      command.getCommandSpec().usageMessage().sortOptions(false);
      ownOptionsFirst(command);
    }
  }

  private static int refuse(Refused why, Call call) {
    call.problems(why.facts());
    return Exit.REFUSED;
  }

  /// From the jar's manifest; classes that lie in a folder have none.
  static String version() {
    return Objects.requireNonNullElse(Afina.class.getPackage().getImplementationVersion(), "dev");
  }
}
