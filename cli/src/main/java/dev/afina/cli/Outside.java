package dev.afina.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// The world around one call of the program. Tests bring their own.
///
/// @param terminal what the place can do that is written to
/// @param asks whether a person sits at the input and can be asked
/// @param command how the program was called, for commands that are shown to be pasted
/// @param dist the folder with the programs' class paths, `cli/` and `engine/`
record Outside(
    Map<String, String> environment,
    InputStream in,
    PrintStream out,
    PrintStream err,
    Terminal terminal,
    boolean asks,
    String command,
    Path dist,
    InstantSource clock) {}
