package dev.afina.cli;

import dev.afina.core.FileProblem;
import dev.afina.core.SafeFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// Where a command writes: a file, whole or not at all, or standard output, which is `-`.
record Output(String name, Call call) {

  boolean isStandard() {
    return name.equals(Input.STANDARD);
  }

  void write(SafeFile.Writer content) {
    if (!isStandard()) {
      SafeFile.write(Path.of(name), content);
      return;
    }
    try {
      OutputStream out = new BufferedOutputStream(call.outside.out(), 1 << 16);
      content.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw FileProblem.writing(Path.of(name), e);
    }
  }
}
