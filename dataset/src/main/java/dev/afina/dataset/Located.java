package dev.afina.dataset;

/// A value, and where it stands.
///
/// @param file name of the file
/// @param line from 1
public record Located<T>(T value, String file, int line) {}
