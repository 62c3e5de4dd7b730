package dev.afina.project;

import java.nio.file.Path;

/// A file that a step cannot do without, and the earlier step that makes it.
record Need(Path file, StepName madeBy) {}
