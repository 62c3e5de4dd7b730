package dev.afina.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a person calls a model on a hub: `ORG/NAME`, `ORG/NAME@REVISION`, `ORG/NAME:FILE.gguf`, or
/// both.
///
/// @param revision a branch, a tag or a commit; empty for the main branch
/// @param file a GGUF file of the repository, or a part of its name that no other has (`Q4_K_M`);
///   empty for the model's folder
record HubName(String repository, String revision, String file) {

  static final String MAIN = "main";

  private static final String WORD = "[A-Za-z0-9][A-Za-z0-9._-]{0,95}";

  private static final Pattern FORM =
      Pattern.compile(
          "(?<repository>"
              + WORD
              + "/"
              + WORD
              + ")(@(?<revision>[\\w./-]{1,100}))?"
              + "(:(?<file>[\\w.+-]{1,200}))?");

  /// Nothing if the text has another form.
  static Optional<HubName> of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || text.contains("..")) return Optional.empty();
    String revision = matcher.group("revision");
    String file = matcher.group("file");
    return Optional.of(
        new HubName(
            matcher.group("repository"),
            revision == null ? "" : revision,
            file == null ? "" : file));
  }

  /// The revision to ask for.
  String asked() {
    return revision.isEmpty() ? MAIN : revision;
  }
}
