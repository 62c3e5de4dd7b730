package dev.afina.cli;

import dev.afina.core.SafeFile;
import java.io.IOException;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Brings the classes of a jar up to the form of today. Those in the form of Java 5 (picocli's, to
/// run everywhere) may be in no archive of classes, and are verified anew at every start.
public final class Renewal {
  private Renewal() {}

  /// The first form that is verified by what the compiler wrote down, and may be archived.
  private static final int ARCHIVED = ClassFile.JAVA_6_VERSION;

  private static final ClassFile FORM =
      ClassFile.of(
          StackMapsOption.GENERATE_STACK_MAPS,
          ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofClassLoading(Renewal.class.getClassLoader())));

  /// @param arguments the jar, which must be on the class path
  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    try (ZipFile old = new ZipFile(jar.toFile())) {
      SafeFile.write(
          jar,
          out -> {
            ZipOutputStream written = new ZipOutputStream(out);
            for (ZipEntry entry : old.stream().toList()) {
              byte[] bytes = old.getInputStream(entry).readAllBytes();
              written.putNextEntry(new ZipEntry(entry.getName()));
              written.write(entry.getName().endsWith(".class") ? renewed(bytes) : bytes);
            }
            written.finish();
          });
    }
  }

  private static byte[] renewed(byte[] bytes) {
    ClassModel old = FORM.parse(bytes);
    if (old.majorVersion() >= ARCHIVED) return bytes;
    return FORM.build(
        old.thisClass().asSymbol(),
        renewed -> {
          renewed.withVersion(ClassFile.latestMajorVersion(), 0);
          for (ClassElement element : old)
            switch (element) {
              case ClassFileVersion _ -> {}
              // Instructions are given one by one: only then is it written down how they verify.
              case MethodModel method ->
                  renewed.transformMethod(
                      method, MethodTransform.transformingCode((code, one) -> code.with(one)));
              default -> renewed.with(element);
            }
        });
  }
}
