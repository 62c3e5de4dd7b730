package dev.afina.project;

import dev.afina.core.Digest;
import dev.afina.model.TunedModel;
import dev.afina.training.History;
import dev.afina.training.Plan;
import java.util.List;

/// `results/fine_tuning_info.json`: what was trained, with what, and how it went. The same is kept
/// beside the weights, so that a plan that was trained before need not be trained again.
///
/// @param state `trained`
/// @param planDigest names the result
/// @param model folder of the result, in the project
/// @param weights digest of the weights file
/// @param validation loss of the best epoch on the validation part, in nats for a learned token
public record FineTuning(
    String state,
    ChosenBase base,
    Digest planDigest,
    Plan plan,
    String model,
    TunedModel.Form form,
    Digest weights,
    int steps,
    int bestEpoch,
    double validation,
    List<History.Epoch> epochs) {

  public FineTuning {
    epochs = List.copyOf(epochs);
  }
}
