package dev.afina.engine;

import dev.afina.core.Conversation;
import dev.afina.core.Json;
import dev.afina.core.Pair;
import dev.afina.core.Refused;
import dev.afina.model.Base;
import dev.afina.tokenizer.ChatTokenizer;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a run learns and is judged on, as tokens.
///
/// @param train in the order of the file
/// @param recognition how the validation part is judged where answers are intents, else `null`
record Material(
    Recipe recipe, List<Task> train, List<Task> validation, @Nullable Recognition recognition) {

  /// Reads the run's files.
  ///
  /// @throws Refused naming every conversation that is too long
  static Material read(RunFolder run, Base base) {
    Plan plan = run.plan();
    try (Tokenizer tokenizer = base.tokenizer()) {
      ChatTokenizer chats = new ChatTokenizer(tokenizer, base.template());
      Reader reader = new Reader(plan.recipe(), chats, base.architecture().context());
      double promptWeight = plan.recipe().teaching().promptWeight();
      boolean intents = !plan.labels().isEmpty() && plan.recipe().method() != Recipe.Method.DPO;
      return new Material(
          plan.recipe(),
          reader.tasks(run.train(), promptWeight),
          reader.tasks(run.validation(), 0),
          intents ? recognition(run, plan, chats) : null);
    }
  }

  private static Recognition recognition(RunFolder run, Plan plan, ChatTokenizer chats) {
    return Recognition.of(
        Json.readLines(run.validation(), Conversation.class),
        plan.labels(),
        one -> chats.example(one, 0));
  }

  /// The same, with what the untrained model thinks of each pair of answers.
  Material measured(Step untrained) {
    return new Material(
        recipe, Task.measured(train, untrained), Task.measured(validation, untrained), recognition);
  }

  /// What is computed in every epoch: what is learned and what judges.
  List<Example> everyEpoch() {
    List<Example> judging =
        recognition == null ? Task.examples(validation) : recognition.examples();
    return Stream.concat(Task.examples(train).stream(), judging.stream()).toList();
  }

  /// A step on some of the tasks.
  ///
  /// @return its loss; the gradient lies in [Step#gradient]
  double learn(Step step, int number, List<Task> batch) {
    List<Task.Choice> pairs = Task.choices(batch);
    return pairs.isEmpty()
        ? step.run(number, Task.examples(batch))
        : preferences().learn(step, number, pairs);
  }

  /// What the weights as they are now are worth.
  Judged judged(Step step) {
    if (recognition != null) return recognition.judged(step);
    List<Task.Choice> pairs = Task.choices(validation);
    return pairs.isEmpty()
        ? Judged.chat(step.loss(Task.examples(validation)), validation.size())
        : preferences().judged(step, pairs);
  }

  private PreferenceLoss preferences() {
    return new PreferenceLoss(recipe.teaching().preference());
  }

  private record Reader(Recipe recipe, ChatTokenizer chats, int context) {

    List<Task> tasks(Path file, double promptWeight) {
      List<Conversation> all = Json.readLines(file, Conversation.class);
      Function<Conversation, Example> answers = one -> chats.example(one, promptWeight);
      return switch (recipe.method()) {
        case LORA, FULL -> {
          Fitted fitted = Fitted.of(all, limit(), cuts(), answers);
          yield Task.answers(whole(file, fitted).examples());
        }
        case DPO -> {
          List<Conversation> pairs =
              all.stream().flatMap(one -> Pair.in(one).stream()).map(Pair::conversation).toList();
          Fitted fitted = Fitted.ofPairs(pairs, limit(), cuts(), one -> chats.example(one, 0));
          yield whole(file, fitted).conversations().stream().map(this::choice).toList();
        }
      };
    }

    private Task choice(Conversation pair) {
      Pair last = Pair.in(pair).getLast();
      return new Task.Choice(
          chats.example(last.ofPreferred(), 0), chats.example(last.ofRejected(), 0), 0);
    }

    private int limit() {
      return Math.min(recipe.teaching().maxTokens(), context);
    }

    private boolean cuts() {
      return recipe.teaching().tooLong() == Teaching.TooLong.CUT;
    }

    private Fitted whole(Path file, Fitted fitted) {
      String name = file.getFileName().toString();
      List<TrainingProblem> problems = new ArrayList<>();
      for (Fitted.TooLong one : fitted.tooLong())
        problems.add(new TrainingProblem.TooLong(name, one.line(), one.tokens(), limit()));
      if (fitted.learned() == 0) problems.add(new TrainingProblem.NothingToLearn(name));
      if (!problems.isEmpty()) throw new Refused(problems);
      return fitted;
    }
  }
}
