package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.Fact;
import dev.afina.dataset.check.Finding;
import dev.afina.dataset.check.QualityProblem;
import dev.afina.evaluation.Advice;
import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.Checklist;
import dev.afina.evaluation.Conclusion;
import dev.afina.evaluation.Contestant;
import dev.afina.evaluation.ErrorPattern;
import dev.afina.evaluation.EvaluationProblem;
import dev.afina.evaluation.Feature;
import dev.afina.evaluation.Gate;
import dev.afina.evaluation.Grade;
import dev.afina.evaluation.NextStep;
import dev.afina.evaluation.Verdict;
import dev.afina.evaluation.comparing.JudgeReport;
import dev.afina.evaluation.few.Outlook;
import dev.afina.evaluation.outcomes.Caution;
import dev.afina.evaluation.outcomes.Figure;
import dev.afina.text.Texts;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {
  private static final List<Class<? extends Fact>> FACTS =
      List.of(
          Advice.class,
          Caution.class,
          Checklist.Point.class,
          Conclusion.class,
          ErrorPattern.class,
          EvaluationProblem.class,
          Figure.Finding.class,
          Gate.class,
          Grade.Note.class,
          JudgeReport.Cost.class,
          JudgeReport.Trust.class,
          NextStep.class,
          Outlook.class,
          Verdict.class);

  @ParameterizedTest
  @ValueSource(strings = {"en", "es"})
  void everyFactAndEveryNameOfTheEvaluationCanBeSaid(String language) {
    Texts texts = Texts.in(Locale.forLanguageTag(language));
    for (Class<? extends Fact> facts : FACTS)
      for (Class<?> fact : facts.getPermittedSubclasses())
        assertThat(texts.has(facts.getSimpleName() + "." + fact.getSimpleName()))
            .as("a sentence for " + fact)
            .isTrue();
    for (Class<?> problem : EvaluationProblem.class.getPermittedSubclasses())
      for (String part : List.of(".rule", ".fix"))
        assertThat(texts.has("EvaluationProblem." + problem.getSimpleName() + part)).isTrue();
    for (Enum<?>[] names :
        List.<Enum<?>[]>of(
            CaseKind.values(), Contestant.values(), Feature.values(), Figure.Measure.values()))
      for (Enum<?> name : names)
        assertThat(texts.has(name.getDeclaringClass().getSimpleName() + "." + name.name()))
            .as("a word for " + name)
            .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "es"})
  void everyRuleOfTheDataHasATitle(String language) {
    Texts texts = Texts.in(Locale.forLanguageTag(language));
    for (Class<?> problem : QualityProblem.class.getPermittedSubclasses())
      assertThat(texts.has("report.rule." + Finding.rule(problem.asSubclass(Fact.class))))
          .as("a title for " + problem)
          .isTrue();
  }
}
