package dev.afina.model;

import dev.afina.core.Digest;
import dev.afina.core.Json;
import java.nio.file.Path;
import java.util.List;

/// What a training leaves behind, as `model.json` beside its weights in `models/<plan digest>/`.
///
/// @param plan the digest of the plan that made it
/// @param base the name of the model it grew from
/// @param baseDigest and its digest: the adapter fits no other
/// @param form what the weights are
/// @param weights digest of the weights file
/// @param system the system prompt it was trained with; empty if none
/// @param labels the intents it tells apart; empty for a chat model
public record TunedModel(
    Digest plan,
    String base,
    Digest baseDigest,
    Form form,
    Digest weights,
    String system,
    List<String> labels) {

  /// An `ADAPTER` is a LoRA adapter in PEFT's form (`adapter_model.safetensors`) and needs its
  /// base; a `WHOLE` is a complete Hugging Face folder (`model.safetensors`) and needs nothing.
  public enum Form {
    ADAPTER,
    WHOLE
  }

  public TunedModel {
    labels = List.copyOf(labels);
  }

  /// @throws dev.afina.core.Refused if the folder has no readable `model.json`
  public static TunedModel in(Path folder) {
    return Json.read(folder.resolve("model.json"), TunedModel.class);
  }

  public void writeTo(Path folder) {
    Json.write(folder.resolve("model.json"), this);
  }
}
