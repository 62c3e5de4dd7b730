package dev.afina.engine;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Pair;
import dev.afina.core.Refused;
import dev.afina.model.Base;
import dev.afina.tokenizer.ChatFormat;
import dev.afina.tokenizer.Example;
import dev.afina.tokenizer.Fitted;
import dev.afina.tokenizer.Tokenizer;
import dev.afina.training.Plan;
import dev.afina.training.Recipe;
import dev.afina.training.RunFolder;
import dev.afina.training.Teaching;
import dev.afina.training.TrainingProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a run learns and is judged on, as tokens.
///
/// @param train in the order of the file
/// @param recognition how the validation part is judged where answers are intents, else `null`
record Material(List<Task> train, List<Task> validation, @Nullable Recognition recognition) {

  /// Reads the run's files.
  ///
  /// @throws Refused naming every conversation that is too long
  static Material read(RunFolder run, Base base) {
    Plan plan = run.plan();
    try (Tokenizer tokenizer = base.tokenizer()) {
      ChatFormat format = new ChatFormat(tokenizer, base.template());
      Reader reader = new Reader(plan.recipe(), format, base.architecture().context());
      double promptWeight = plan.recipe().teaching().promptWeight();
      return new Material(
          reader.tasks(run.train(), promptWeight),
          reader.tasks(run.validation(), 0),
          plan.labels().isEmpty() ? null : recognition(run, plan, format));
    }
  }

  private static Recognition recognition(RunFolder run, Plan plan, ChatFormat format) {
    return Recognition.of(
        Json.readLines(run.validation(), Conversation.class),
        plan.labels(),
        one -> format.example(one, 0));
  }

  /// The same, with what the untrained model thinks of each pair of answers.
  Material measured(Step untrained) {
    return new Material(
        Task.measured(train, untrained), Task.measured(validation, untrained), recognition);
  }

  /// What the weights as they are now are worth.
  Judged judged(Recipe recipe, Step step) {
    if (recognition != null) return recognition.judged(step);
    List<Task.Choice> choices = Task.choices(validation);
    return choices.isEmpty()
        ? Judged.chat(step.loss(Task.examples(validation)), validation.size())
        : new PreferenceLoss(recipe.teaching().preference()).judged(choices, step);
  }

  private record Reader(Recipe recipe, ChatFormat format, int context) {

    List<Task> tasks(Path file, double promptWeight) {
      List<Conversation> all = Json.readLines(file, Conversation.class);
      return switch (recipe.method()) {
        case LORA, FULL ->
            Task.answers(fitted(file, all, one -> format.example(one, promptWeight)).examples());
        case DPO ->
            fitted(
                    file,
                    all.stream().flatMap(one -> Pair.in(one).stream()).map(Pair::conversation).toList(),
                    one -> longer(choice(one)))
                .conversations().stream()
                    .<Task>map(this::choice)
                    .toList();
      };
    }

    /// @param pair as [Pair#conversation] writes it
    private Task.Choice choice(Conversation pair) {
      Pair last = Pair.in(pair).getLast();
      return new Task.Choice(
          format.example(last.ofPreferred(), 0), format.example(last.ofRejected(), 0), 0);
    }

    private static Example longer(Task.Choice choice) {
      return choice.preferred().ids().length > choice.rejected().ids().length
          ? choice.preferred()
          : choice.rejected();
    }

    private Fitted fitted(
        Path file, List<Conversation> all, Function<Conversation, Example> examples) {
      String name = file.getFileName().toString();
      int limit = Math.min(recipe.teaching().maxTokens(), context);
      boolean cut = recipe.teaching().tooLong() == Teaching.TooLong.CUT;
      Fitted fitted = Fitted.of(all, limit, cut, examples);
      List<TrainingProblem> problems = new ArrayList<>();
      for (Fitted.TooLong one : fitted.tooLong())
        problems.add(new TrainingProblem.TooLong(name, one.line(), one.tokens(), limit));
      if (fitted.learned() == 0) problems.add(new TrainingProblem.NothingToLearn(name));
      if (!problems.isEmpty()) throw new Refused(problems);
      return fitted;
    }
  }
}
