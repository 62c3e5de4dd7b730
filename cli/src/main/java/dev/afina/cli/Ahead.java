package dev.afina.cli;

import dev.afina.dataset.Scale;
import dev.afina.dataset.Source;
import dev.afina.dataset.check.CheckPlan;
import dev.afina.dataset.check.Examination;
import dev.afina.dataset.check.Finding;
import dev.afina.dataset.check.Thresholds;
import dev.afina.dataset.format.ChatFormat;
import dev.afina.dataset.format.Repaired;
import dev.afina.text.Texts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// While one core reads the command line, another already makes what a look at data will need: the
/// tables and patterns of the checks, and the words for what they find.
final class Ahead {
  private Ahead() {}

  private static final Set<String> LOOKING = Set.of("check", "repair", "report");

  /// Written so that every look has something to do.
  static final String SAMPLE =
      """
      {"messages":[{"role":"user","content":"¿Mi pedido? Soy Ana Pérez, 612 345 678, ana@example.org"},\
      {"role":"assistant","content":"Claro, Ana. ¿Puede usted decirme tu número de pedido, por"}]}
      {"messages":[{"role":"user","content":"¿Mi pedido? Soy Ana Pérez, 612 345 679, ana@example.org"},\
      {"role":"assistant","content":"Lo enviamos ayer. Llegará mañana."}]}
      """;

  static void of(List<String> words, Map<String, String> environment) {
    if (words.size() < 2 || !words.getFirst().equals("data") || !LOOKING.contains(words.get(1)))
      return;
    Thread.ofPlatform()
        .daemon()
        .name("ahead")
        .start(() -> look(Texts.in(Language.of(words, environment))));
  }

  private static void look(Texts texts) {
    Source sample = Source.of("sample", SAMPLE.getBytes(StandardCharsets.UTF_8));
    try (var readings = Repaired.read(new ChatFormat(false, Scale.STARS), sample)) {
      Examination seen = CheckPlan.atHome(true, Thresholds.USUAL).examine(sample, readings, false);
      for (Finding finding : seen.findings()) texts.say(finding.problem());
    }
  }
}
