package dev.afina.engine;

import java.util.List;

/// What a step makes smaller: a sum over its tasks.
interface Objective {

  /// Adds the gradient of `loss / share` to every leaf of the model.
  ///
  /// @param lesson of the tasks' examples
  /// @return the loss
  double backward(Transformer model, Lesson lesson, List<Task> tasks, double share);

  /// The weighted `−ln p` of what is learned of each example.
  Objective ANSWERS = (model, lesson, tasks, share) -> LossHead.backward(model, lesson, share);
}
