package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.model.ExportForm;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What goes with a model that leaves the house.
class ModelCardTest {

  @Test
  void theCardSaysWhatItWasMadeOfAndHowItDid() {
    Making making = Samples.making("tienda", "afina run .");
    String card = ModelCard.markdown(ExportForm.ADAPTER, making, Samples.shop(), Locale.ENGLISH);
    assertThat(card)
        .startsWith("---\nbase_model: ")
        .contains("library_name: peft", "license: ", "# tienda", "## Results", "| Tuned model |")
        .contains(making.plan().baseDigest().hex(), making.plan().train().hex())
        .contains(making.plan().digest().hex())
        .contains("AutoPeftModelForCausalLM");
    assertThat(ModelCard.markdown(ExportForm.MERGED, making, Samples.restaurant(), Locale.of("es")))
        .contains("library_name: transformers", "## Resultados", "AutoModelForCausalLM");
  }

  @Test
  void aNameIsNoMarkup() {
    Making making = Samples.making("a*b <script> |c|", "afina run .");
    assertThat(ModelCard.markdown(ExportForm.MERGED, making, Locale.ENGLISH))
        .contains("# a\\*b &lt;script> \\|c\\|")
        .contains("It was not tested.");
  }
}
