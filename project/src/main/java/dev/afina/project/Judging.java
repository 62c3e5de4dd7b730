package dev.afina.project;

import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.dataset.cost.PriceFile;
import dev.afina.evaluation.grading.Judge;
import dev.afina.hosted.Address;
import dev.afina.hosted.HostedModel;
import dev.afina.model.Base;
import dev.afina.model.ChatModel;
import dev.afina.model.ModelEvent;
import dev.afina.training.Numerics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Who judges answers that no rule can grade, and what people said of such answers.
///
/// @param judge a base's name or file, the folder of a project with a result, or a server's
///   [Address]
/// @param marks a CSV file of people's marks; without it, what the judge says decides nothing
/// @param withPersonal whether a server may be sent personal data
public record Judging(String judge, Optional<Path> marks, boolean withPersonal) {

  Referee referee(
      ProjectFiles files,
      ProjectSettings asking,
      World world,
      PriceFile prices,
      Consumer<ModelEvent> events) {
    Tariff.Hourly hour = Tariff.Hourly.of(prices);
    Meter meter = new Meter(world.clock());
    if (Address.isMeantBy(judge)) {
      Address address = Address.of(judge);
      // The key comes from the environment, or from the `.env` of the project that asks.
      Map<String, String> variables = DotEnv.under(world.environment(), files.dotEnv());
      ChatModel model = HostedModel.open(address, variables);
      return new Referee(
          address.toString(),
          decides(address.toString()),
          () -> new Metered(model, meter),
          Tariff.of(address, prices),
          Border.of(address, withPersonal));
    }
    Path folder = Path.of(judge);
    if (Files.isDirectory(folder) && Files.exists(new ProjectFiles(folder).fineTuning())) {
      Project project = Project.open(folder, Map.of(), world);
      FineTuning training = Json.read(project.files().fineTuning(), FineTuning.class);
      return new Referee(
          project.settings().name(),
          decides(training.planDigest().hex()),
          () -> new Metered(project.tuned(events), meter),
          hour,
          Border.NONE);
    }
    Base base = world.bases().resolve(judge, events);
    Numerics numerics = asking.numerics(world.workshop().numerics());
    return new Referee(
        base.name(),
        decides(base.digest().hex()),
        () -> new Metered(world.workshop().open(base.place(), null, numerics), meter),
        hour,
        Border.NONE);
  }

  private static Digest decides(String model) {
    return Digest.of(model + " " + Judge.VERSION);
  }
}
