package dev.afina.project;

import dev.afina.core.Digest;
import dev.afina.core.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `results/deployment_info.json`: the result was loaded, answered one real case, and can be used.
///
/// @param state `ready`
/// @param place `local`: on this machine
/// @param model folder of the result, in the project
/// @param system the system prompt that belongs to it
/// @param classifier how probabilities become answers; none for chat
/// @param commands to use it, run in the project folder
public record Deployment(
    String state,
    String place,
    Digest plan,
    String model,
    Digest weights,
    ChosenBase base,
    String system,
    @Nullable Threshold classifier,
    Answered example,
    List<String> commands) {

  public Deployment {
    commands = List.copyOf(commands);
  }

  /// @param file where it is kept, beside the weights
  /// @param threshold a less probable label is unsure
  /// @param restsOn how many validation predictions decided that
  public record Threshold(String file, double threshold, int restsOn) {}

  /// One case of the validation part.
  ///
  /// @param probability of a label; none for chat
  public record Answered(
      List<Message> question, String expected, String answer, @Nullable Double probability) {}
}
