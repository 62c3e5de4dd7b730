package dev.afina.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.afina.core.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The parts as they were built: the modules of the root pom and their class files.
final class House {
  private House() {}

  static final Path ROOT = Path.of(System.getProperty("afina.root", ".."));

  /// The modules named in the root pom, this one and those of a profile left out.
  static List<String> parts() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    return Pattern.compile("<module>(\\w+)</module>")
        .matcher(pom.substring(0, pom.indexOf("<profiles>")))
        .results()
        .map(match -> match.group(1))
        .filter(part -> !part.equals("architecture"))
        .toList();
  }

  static JavaClasses classesOf(String part) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPath(ROOT.resolve(part).resolve("target").resolve("classes"));
  }

  static JavaClasses classes() throws IOException {
    return new ClassFileImporter()
        .importPaths(
            parts().stream()
                .map(part -> ROOT.resolve(part).resolve("target").resolve("classes"))
                .toList());
  }

  /// Everything that may be said to a person.
  static List<Class<? extends Fact>> facts() throws IOException {
    return classes().stream()
        .filter(type -> type.isAssignableTo(Fact.class) && type.isRecord())
        .<Class<? extends Fact>>map(House::fact)
        .toList();
  }

  private static Class<? extends Fact> fact(JavaClass type) {
    return type.reflect().asSubclass(Fact.class);
  }

  /// The text of every source file of the program.
  static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("src/main/java"))
          .map(House::read)
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
