package dev.afina.cli;

import dev.afina.dataset.Severity;
import dev.afina.dataset.check.Diff;
import dev.afina.dataset.check.Examination;
import dev.afina.dataset.check.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Findings for people, and for programs one a line.
record FindingsScreen(Call call) {
  private static final int EXAMPLES = 3;

  int show(Examination examined) {
    if (call.json()) examined.findings().forEach(finding -> call.json(json(finding)));
    else draw(examined);
    return examined.findings().isEmpty() ? Exit.DONE : Exit.DONE_WITH_FINDINGS;
  }

  /// Rule by rule, errors first, a few lines of each; with `--verbose` all.
  private void draw(Examination examined) {
    Map<String, List<Finding>> rules = byRule(examined.findings());
    rules.values().forEach(this::drawRule);
    examined.notes().forEach(note -> call.screen.paragraph("", call.texts.say(note)));
    long errors =
        examined.findings().stream().filter(one -> one.severity() == Severity.ERROR).count();
    call.screen.paragraph(
        "",
        call.word(
            "screen.checked",
            "n",
            examined.conversations(),
            "errors",
            errors,
            "warnings",
            examined.findings().size() - errors));
    long mendable = examined.findings().stream().filter(one -> one.repair().isPresent()).count();
    if (mendable > 0) call.screen.paragraph("", call.word("screen.mendable", "n", mendable));
  }

  private static Map<String, List<Finding>> byRule(List<Finding> findings) {
    Map<String, List<Finding>> rules = new TreeMap<>();
    for (Finding finding : findings)
      rules
          .computeIfAbsent(finding.severity().ordinal() + finding.rule(), _ -> new ArrayList<>())
          .add(finding);
    return rules;
  }

  private void drawRule(List<Finding> findings) {
    int shown = call.verbose() ? findings.size() : Math.min(EXAMPLES, findings.size());
    Finding first = findings.getFirst();
    Screen.Style style =
        first.severity() == Severity.ERROR ? Screen.Style.BAD : Screen.Style.WARNING;
    for (Finding finding : findings.subList(0, shown))
      call.screen.paragraph(
          call.screen.styled(style, call.texts.word(finding.severity())) + " ",
          call.texts.say(finding.problem()));
    if (shown < findings.size())
      call.screen.paragraph("", call.word("screen.moreOfRule", "n", findings.size() - shown));
    Problems.ruleAndFix(call.texts.explain(first.problem()), call.texts, call.screen);
    call.screen.line();
  }

  /// `{"file", "line", "severity", "rule", "code", "message", "repair", …}`
  private Map<String, @Nullable Object> json(Finding finding) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("file", finding.file());
    json.put("line", finding.line());
    json.put("severity", finding.severity());
    json.put("rule", finding.rule());
    finding.code().ifPresent(code -> json.put("code", code));
    json.put("message", call.texts.say(finding.problem()));
    json.put("repair", finding.repair().map(FindingsScreen::repair).orElse(null));
    FactJson.problem(finding.problem(), call.texts)
        .forEach((key, value) -> {
          if (!key.equals("sentence")) json.putIfAbsent(key.equals("rule") ? "why" : key, value);
        });
    return json;
  }

  /// The lines of a diff, or that the conversation is left out.
  static List<String> repair(Finding.Repair repair) {
    return switch (repair) {
      case Finding.Repair.Rewrite rewrite -> Diff.of(rewrite.before(), rewrite.better());
      case Finding.Repair.Omit _ -> List.of("-");
    };
  }
}
