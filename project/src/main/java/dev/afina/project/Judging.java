package dev.afina.project;

import dev.afina.core.Json;
import dev.afina.model.Base;
import dev.afina.model.ModelEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Who judges answers that no rule can grade, and what people said of such answers.
///
/// @param judge a base's name or file, or the folder of a project with a result
/// @param marks a CSV file of people's marks; without it, what the judge says decides nothing
public record Judging(String judge, Optional<Path> marks) {

  Referee referee(ProjectSettings asking, World world, Consumer<ModelEvent> events) {
    Path folder = Path.of(judge);
    if (Files.isDirectory(folder) && Files.exists(new ProjectFiles(folder).fineTuning())) {
      Project project = Project.open(folder, Map.of(), world);
      FineTuning training = Json.read(project.files().fineTuning(), FineTuning.class);
      return new Referee(
          project.settings().name(), training.planDigest(), () -> project.tuned(events));
    }
    Base base = world.bases().resolve(judge, events);
    return new Referee(
        base.name(),
        base.digest(),
        () ->
            world
                .workshop()
                .open(base.place(), null, asking.numerics(world.workshop().numerics())));
  }
}
