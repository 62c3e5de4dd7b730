package dev.afina.core;

/// Something to be said to a person: a record whose name picks the sentence and whose components
/// fill it in. Domain code builds facts and never sentences; the module `text` holds the sentences,
/// in every language. Each part seals its own facts (`FileProblem`, `DatasetProblem` …), so that a
/// test can count that none lacks a sentence.
public interface Fact {}
