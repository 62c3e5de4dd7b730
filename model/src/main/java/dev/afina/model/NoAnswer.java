package dev.afina.model;

import dev.afina.model.ModelEvent.PlaceFault;

/// A place could not give the file; the next one is asked.
final class NoAnswer extends Exception {
  private static final long serialVersionUID = 1L;

  final PlaceFault fault;
  final String detail;

  /// @param detail what was seen; if there is nothing to tell, a dash
  NoAnswer(PlaceFault fault, String detail) {
    super(fault + " " + detail, null, false, false);
    this.fault = fault;
    this.detail = detail.isBlank() ? "–" : detail;
  }
}
