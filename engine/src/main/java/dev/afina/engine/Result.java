package dev.afina.engine;

import dev.afina.core.Digest;
import dev.afina.core.FileProblem;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.core.SafeFile;
import dev.afina.model.Base;
import dev.afina.model.Export;
import dev.afina.model.PeftAdapter;
import dev.afina.model.TunedModel;
import dev.afina.training.Blocks;
import dev.afina.training.History;
import dev.afina.training.Lora;
import dev.afina.training.Plan;
import dev.afina.training.Recipe.Method;
import dev.afina.training.RunFolder;
import dev.afina.training.TrainingProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/// The result of a training, as the usual tools read it: PEFT's adapter folder, or a whole Hugging
/// Face folder. It appears whole or not at all.
final class Result {
  private Result() {}

  static void write(RunFolder run, Base base, Path best, History history) {
    Plan plan = run.plan();
    Path fresh = run.path().resolve(".result");
    SafeFile.deleteTree(fresh);
    try {
      TunedModel.Form form =
          switch (plan.recipe().method()) {
            case LORA, DPO -> {
              Json.write(fresh.resolve(PeftAdapter.CONFIG), peftConfig(plan, base));
              SafeFile.write(fresh.resolve(PeftAdapter.WEIGHTS), out -> Files.copy(best, out));
              yield TunedModel.Form.ADAPTER;
            }
            case FULL -> {
              Export.whole(base.place(), best, fresh);
              yield TunedModel.Form.WHOLE;
            }
          };
      new TunedModel(
              plan.digest(),
              plan.base(),
              plan.baseDigest(),
              form,
              Digest.of(best),
              plan.system(),
              plan.labels())
          .writeTo(fresh);
      Json.write(fresh.resolve("history.json"), history);
      SafeFile.deleteTree(run.result());
      Files.move(fresh, run.result(), StandardCopyOption.ATOMIC_MOVE);
      SafeFile.syncFolder(run.path());
    } catch (IOException e) {
      throw FileProblem.writing(fresh, e);
    }
  }

  /// @throws Refused if the base is a GGUF file, which has no description to copy
  static void requireFolder(Plan plan, Path base) {
    if (plan.recipe().method() == Method.FULL && !Files.isDirectory(base))
      throw new Refused(new TrainingProblem.FullNeedsFolder(plan.base()));
  }

  private static Map<String, Object> peftConfig(Plan plan, Base base) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("base_model_name_or_path", plan.base());
    config.put("bias", "none");
    config.put("fan_in_fan_out", base.architecture().names().turned());
    config.put("inference_mode", true);
    Lora lora = plan.recipe().lora();
    if (!lora.layers().equals(Blocks.ALL))
      config.put("layers_to_transform", lora.layers().of(base.architecture().layers()));
    config.put("lora_alpha", lora.alpha());
    config.put("lora_dropout", lora.dropout());
    config.put("peft_type", "LORA");
    config.put("r", lora.rank());
    config.put("target_modules", new Adapter(lora).targets(base.architecture()));
    config.put("task_type", "CAUSAL_LM");
    config.put("use_rslora", lora.rankStabilised());
    return config;
  }
}
