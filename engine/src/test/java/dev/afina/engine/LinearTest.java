package dev.afina.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearTest {

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void aRoundedLayerIsTheLayerUpToItsRounding(boolean turned, boolean biased) {
    try (PointerScope _ = new PointerScope()) {
      torch.manual_seed(1);
      Tensor weight = turned ? torch.randn(5, 3) : torch.randn(3, 5);
      Tensor x = torch.randn(4, 5);
      Linear.Plain plain = new Linear.Plain(weight, biased ? torch.randn(3) : null, turned);

      Tensor exact = plain.forward(x);
      Tensor rounded = new Linear.Rounded(plain).forward(x);

      // 8 bits of mantissa, sums of five products
      assertThat(rounded.sub(exact).abs().max().item_double()).isBetween(1e-6, 0.05);
    }
  }
}
