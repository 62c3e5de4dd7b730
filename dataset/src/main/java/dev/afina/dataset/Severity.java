package dev.afina.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Whether a finding stops the work or only informs.
public enum Severity {
  @JsonProperty("error")
  ERROR,
  @JsonProperty("warning")
  WARNING
}
