package dev.afina.engine;

import dev.afina.tokenizer.Example;
import java.util.ArrayList;
import java.util.List;

/// One thing to learn from.
sealed interface Task {

  List<Example> examples();

  /// What it counts in the mean that is the loss of a step.
  double weight();

  /// How to answer. Each learned token counts what its weight says.
  record Answer(Example example) implements Task {
    @Override
    public List<Example> examples() {
      return List.of(example);
    }

    @Override
    public double weight() {
      return example.weight();
    }
  }

  /// Which of two answers to one question is preferred. Each pair counts the same.
  ///
  /// @param reference `ln p(preferred) − ln p(rejected)` by the model before it learned anything; 0
  ///   until it was asked
  record Choice(Example preferred, Example rejected, double reference) implements Task {
    @Override
    public List<Example> examples() {
      return List.of(preferred, rejected);
    }

    @Override
    public double weight() {
      return 1;
    }

    Choice with(double reference) {
      return new Choice(preferred, rejected, reference);
    }
  }

  static List<Task> answers(List<Example> examples) {
    return examples.stream().<Task>map(Answer::new).toList();
  }

  /// Answers as they are, choices with what an untrained model thinks of them.
  static List<Task> measured(List<Task> tasks, Step untrained) {
    List<Choice> choices = choices(tasks);
    if (choices.isEmpty()) return tasks;
    List<double[]> likelihoods =
        untrained.likelihoods(choices.stream().map(Choice::examples).toList());
    List<Task> measured = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++)
      measured.add(choices.get(i).with(likelihoods.get(i)[0] - likelihoods.get(i)[1]));
    return measured;
  }

  static List<Choice> choices(List<Task> tasks) {
    return tasks.stream().filter(Choice.class::isInstance).map(Choice.class::cast).toList();
  }

  static List<Example> examples(List<Task> tasks) {
    return tasks.stream().flatMap(task -> task.examples().stream()).toList();
  }

  /// The sum of all weights.
  static double weight(List<Task> tasks) {
    return tasks.stream().mapToDouble(Task::weight).sum();
  }

  default int tokens() {
    return examples().stream().mapToInt(example -> example.ids().length).sum();
  }
}
