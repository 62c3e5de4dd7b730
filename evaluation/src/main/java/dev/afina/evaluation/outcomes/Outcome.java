package dev.afina.evaluation.outcomes;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// How one conversation with a customer ended. What nobody noted is missing, never a no.
///
/// @param customer who it was; the conversation itself where nobody says
/// @param second whether it belongs to the second side: after, or group B
/// @param stars 1 to 5; a customer who did not answer gave none
/// @param minutes until it was resolved
/// @param escalated whether a person had to take over
/// @param converted whether it led to what it was to lead to
public record Outcome(
    String customer,
    boolean second,
    OptionalInt stars,
    OptionalDouble minutes,
    Optional<Boolean> escalated,
    Optional<Boolean> converted) {}
