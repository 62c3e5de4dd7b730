package dev.afina.model;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A tensor as an array.
final class Reading {
  private Reading() {}

  static float[] of(ModelFile file, String tensor) {
    long numbers = file.shape(tensor).stream().reduce(1L, Math::multiplyExact);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(JAVA_FLOAT, numbers);
      file.read(tensor, target);
      return target.toArray(JAVA_FLOAT);
    }
  }
}
