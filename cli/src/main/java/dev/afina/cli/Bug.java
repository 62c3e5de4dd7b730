package dev.afina.cli;

import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// What is said when something broke that is not the user's doing: one sentence with an id; the
/// details lie in a file of that name.
final class Bug {
  private Bug() {}

  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  static int report(Throwable bug, Call call) {
    StringWriter trace = new StringWriter();
    bug.printStackTrace(new PrintWriter(trace));
    String id = ID.format(call.outside.clock().instant());
    Path log = call.cache().resolve("logs").resolve(id + ".log");
    try {
      SafeFile.write(log, trace.toString());
    } catch (Refused notWritten) {
      call.errors.line(trace.toString());
    }
    call.problems(List.of(new CliProblem.Broken(id, log)));
    if (call.verbose()) call.errors.line(trace.toString());
    return Exit.BUG;
  }
}
