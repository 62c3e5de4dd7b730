package dev.afina.project;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

/// All that a project takes from outside its folder.
///
/// @param environment variables; they count like lines of `.env`
/// @param bases where base models come from: `models::resolve`
/// @param workshop where models are trained and opened
/// @param language of the report
/// @param clock for how long things took
/// @param versions of Afina and what it computes with, for the report
public record World(
    Map<String, String> environment,
    Bases bases,
    Workshop workshop,
    Locale language,
    InstantSource clock,
    String versions) {

  public World {
    environment = Map.copyOf(environment);
  }
}
