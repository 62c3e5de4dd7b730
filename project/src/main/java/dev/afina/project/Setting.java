package dev.afina.project;

/// One setting, its value as text, and where that came from.
///
/// @param name as in `afina.yaml`, with dots: `training.epochs`
/// @param value empty where nothing is set; secrets are masked
public record Setting(String name, String value, Origin origin) {}
