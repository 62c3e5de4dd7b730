package dev.afina.project;

import dev.afina.core.SafeFile;
import dev.afina.model.Export;
import dev.afina.model.ExportForm;
import dev.afina.report.Making;
import dev.afina.report.ModelCard;
import java.nio.file.Path;
import java.util.Locale;

/// Writes the current result for other programs, with a card that says what it is. [HandIn] is for
/// people.
record HandOut(Result result, StoredTest test, Making making, Locale language) {

  /// @param target made anew, whole or not at all
  void write(ExportForm form, Path target) {
    Export.into(
        target,
        fresh -> {
          result.writeAs(form, fresh);
          SafeFile.write(fresh.resolve("README.md"), card(form));
        });
  }

  String card(ExportForm form) {
    if (!test.isOfCurrent()) return ModelCard.markdown(form, making, language);
    return switch (test.kind()) {
      case INTENTS -> ModelCard.markdown(form, making, test.intents(), language);
      case CHAT -> ModelCard.markdown(form, making, test.chat(), language);
    };
  }
}
