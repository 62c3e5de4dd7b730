package dev.afina.engine;

import static org.bytedeco.pytorch.global.torch.linear;

import dev.afina.engine.vector.Speed;
import dev.afina.training.Numerics;
import dev.afina.training.Numerics.Dtype;
import dev.afina.training.local.Decoding;
import dev.afina.training.local.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// What this machine computes faster: 16-bit or 32-bit numbers (on a processor with the right
/// instructions the former by half, on one without them by far the latter), and answers with
/// libtorch or with the processor's vectors.
final class Measurement {
  /// Tokens, inputs and outputs of the measured product: a small model's layer.
  private static final long TOKENS = 256;

  private static final long WIDTH = 768;

  /// Outputs of a product with a single vector.
  private static final int ROWS = 4096;

  private static final double WORTH_IT = 1.2;
  private static final long EACH = 150_000_000; // nanoseconds

  private Measurement() {}

  static Engine.Machine machine() {
    double f32 = speed(Dtype.F32);
    double bf16 = speed(Dtype.BF16);
    Dtype dtype = bf16 > WORTH_IT * f32 ? Dtype.BF16 : Dtype.F32;
    int cores = Runtime.getRuntime().availableProcessors();
    return new Engine.Machine(
        new Numerics(dtype, cores, processor()),
        bf16,
        f32,
        Speed.ofVectors(ROWS, (int) WIDTH) > tensors(dtype) ? Decoding.VECTORS : Decoding.TENSORS,
        "libtorch, " + torch.get_mkldnn_version().getString());
  }

  /// Billions of operations a second of one core, forward and backward: `x Wᵀ` and `g W`.
  private static double speed(Dtype dtype) {
    try (PointerScope _ = new PointerScope()) {
      Tensor x = torch.randn(TOKENS, WIDTH).to(Weights.scalarType(dtype));
      Tensor w = torch.randn(WIDTH, WIDTH).to(Weights.scalarType(dtype));
      double best = 0;
      long end = System.nanoTime() + EACH;
      do {
        try (PointerScope _ = new PointerScope()) {
          long start = System.nanoTime();
          linear(x, w).matmul(w);
          double operations = 4.0 * TOKENS * WIDTH * WIDTH;
          best = Math.max(best, operations / (System.nanoTime() - start));
        }
      } while (System.nanoTime() < end);
      return Math.round(best * 10) / 10.0;
    }
  }

  /// Billions of numbers a second that libtorch multiplies with a single vector.
  private static double tensors(Dtype dtype) {
    try (PointerScope _ = new PointerScope()) {
      Tensor x = torch.randn(1, WIDTH).to(Weights.scalarType(dtype));
      Tensor w = torch.randn(ROWS, WIDTH).to(Weights.scalarType(dtype));
      return Speed.of(
          ROWS * WIDTH,
          () -> {
            try (PointerScope _ = new PointerScope()) {
              linear(x, w);
            }
          });
    }
  }

  /// The instruction set libtorch uses, and whether the processor multiplies 16-bit numbers itself.
  private static String processor() {
    String capability = torch.get_cpu_capability().getString();
    List<String> known = List.of("avx512_bf16", "amx_bf16", "bf16");
    try {
      String flags =
          Files.readString(Path.of("/proc/cpuinfo"))
              .lines()
              .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
              .findFirst()
              .orElse("");
      List<String> has = List.of(flags.split("\\s+"));
      return capability
          + known.stream().filter(has::contains).map(f -> " " + f).collect(Collectors.joining());
    } catch (IOException e) {
      return capability;
    }
  }
}
